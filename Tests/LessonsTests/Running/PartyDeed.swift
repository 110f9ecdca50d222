/// What a program does, by the names in its source.
enum PartyDeed: String, CaseIterable {
  case tells = "TELLS"
  case looks = "LOOKS"
  case tellsAndLooks = "TELLS -DLOOKS"
  case litters = "LITTERS"
  case locks = "LOCKS"
  case lingers = "LINGERS"
  case forks = "FORKS"
  case crashes = "CRASHES"
  case burns = "BURNS"
  case burnsInChildren = "BURNS -DIN_CHILDREN"
  case burnsBefore = "BURNS -DBEFORE"
  case raises = "RAISES"
  case pretends = "BURNS -DPRETENDS"
  case shares = "SHARES"
  case sharesAndHides = "SHARES -DHIDES"
  case keepsInSockets = "SOCKETS"

  /// A file's name.
  var name: String { rawValue.replacing(" ", with: "") }

  /// The words are looked for in a disguise, so that whoever looks does not find itself.
  static let source = #"""
    #define _GNU_SOURCE
    #include <dirent.h>
    #include <fcntl.h>
    #include <signal.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <sys/mman.h>
    #include <sys/socket.h>
    #include <sys/stat.h>
    #include <sys/wait.h>
    #include <time.h>
    #include <unistd.h>

    enum { nothing = 10, memory = 11, files = 12, descriptors = 13, processes = 14, mask = 0x15, length = 24 };

    static volatile unsigned char disguised[length];
    static void disguise(void) {
      const char *halves[] = {"what one part", "y has in mind"};
      for (int i = 0; i < length; i++) disguised[i] = (unsigned char)((i < 13 ? halves[0][i] : halves[1][i - 13]) ^ mask);
    }

    static int is_in(const unsigned char *start, const unsigned char *end) {
      for (; start + length <= end; start++) {
        int same = 0;
        while (same < length && (start[same] ^ mask) == disguised[same]) same++;
        if (same == length) return 1;
      }
      return 0;
    }

    static int is_in_memory(void) {
      FILE *maps = fopen("/proc/self/maps", "r");
      char line[512], rights[8];
      unsigned long start, end;
      int found = 0;
      while (!found && fgets(line, sizeof line, maps) != NULL)
        if (sscanf(line, "%lx-%lx %7s", &start, &end, rights) == 3 && rights[0] == 'r' && !strstr(line, "[v"))
          found = is_in((unsigned char *)start, (unsigned char *)end);
      fclose(maps);
      return found;
    }

    static int is_in_file(const char *path) {
      unsigned char text[65536];
      int file = open(path, O_RDONLY);
      ssize_t size = file < 0 ? 0 : read(file, text, sizeof text);
      if (file >= 0) close(file);
      int found = size > 0 && is_in(text, text + size);
      memset(text, 0, sizeof text);
      return found;
    }

    static int entries(const char *path, int number_only) {
      DIR *folder = opendir(path);
      int count = 0;
      struct dirent *entry;
      while (folder != NULL && (entry = readdir(folder)) != NULL)
        count += number_only ? entry->d_name[0] >= '1' && entry->d_name[0] <= '9' : entry->d_name[0] != '.';
      if (folder != NULL) closedir(folder);
      return count;
    }

    static int look(void) {
      if (is_in_file("/proc/1/cmdline") || is_in_file("/proc/self/cmdline") || is_in_memory()) return memory;
      // Its own library is there.
      if (entries("/tmp", 0) > 0 || entries("/programs", 0) > 1) return files;
      // Standard input, output and error, the wire, and the folder that is being read.
      if (entries("/proc/self/fd", 0) > 5) return descriptors;
      // The supervisor, and this process.
      return entries("/proc", 1) > 2 ? processes : nothing;
    }

    // Seconds of processor time.
    static void burn(double seconds) {
      struct timespec now, start;
      clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
      do clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
      while ((now.tv_sec - start.tv_sec) + (now.tv_nsec - start.tv_nsec) / 1e9 < seconds);
    }

    static void say_cell(const char *tag) {
      unsigned char record[128];
      unsigned int tag_size = strlen(tag), size = 1 + 4 + tag_size + 8;
      memset(record, 0, sizeof record);
      memcpy(record, &size, 4);
      record[4] = 1;
      memcpy(record + 5, &tag_size, 4);
      memcpy(record + 9, tag, tag_size);
      if (write(3, record, 4 + size) < 0) _exit(1);
    }

    int lesson_program(int count, char **words) {
    #ifdef RAISES
      raise(SIGXCPU);
    #endif
    #ifdef BURNS
    #ifdef BEFORE
      say_cell("example/1");
      burn(0.5);
      say_cell("exercise/a/b");
      return nothing;
    #endif
      say_cell("exercise/a/b");
    #ifdef PRETENDS
      say_cell("example/1");
    #endif
    #ifdef IN_CHILDREN
      for (;;) {
        pid_t child = fork();
        if (child == 0) burn(0.05), _exit(0);
        waitpid(child, NULL, 0);
      }
    #endif
      for (;;) burn(1);
    #endif
    #ifdef SHARES
      size_t size = 100 << 20;
      for (int child = 0; child < 8; child++) {
    #ifdef HIDES
        char *part = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (part == MAP_FAILED) return 1;
        memset(part, 1, size);
        munmap(part + 4096, size - 4096);
    #else
        if (fork() == 0) {
          memset(mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0), 1, size);
          for (;;) pause();
        }
    #endif
      }
      for (;;) pause();
    #endif
    #ifdef SOCKETS
      for (int child = 0; child < 50 && fork() != 0; child++) continue;
      for (int pair[2]; socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0;) continue;
      for (;;) pause();
    #endif
    #ifdef TELLS
      const char *own = "what one party has in mind\n";
      char *copy = strdup(own);
      for (int stream = 1; stream <= 2; stream++)
        if (write(stream, copy, strlen(copy)) < 0) return 1;
    #endif
    #ifdef LITTERS
      close(open("/tmp/litter", O_WRONLY | O_CREAT, 0600));
    #endif
    #ifdef LOCKS
      chmod("/tmp", 0);
    #endif
    #ifdef LINGERS
      usleep(1200000);
    #endif
    #ifdef FORKS
      for (int child = 0; child < 5; child++)
        if (fork() == 0) for (setsid();;) pause();
    #endif
    #ifdef CRASHES
      abort();
    #endif
      disguise();
    #ifdef LOOKS
      return look();
    #endif
      return nothing;
    }
    """#
}
