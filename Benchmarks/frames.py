"""Pages with figures in Chromium, by the browser's own trace: when they are painted first, and what becomes of each frame while a window is dragged."""

import json
import pathlib
import re
import statistics
import subprocess
import time

TRACED = "blink.user_timing,loading,devtools.timeline,benchmark"
DRAG_SECONDS = 4
DRAGS = 3


def page_of_figures(program, lessons, folder):
    """A page with all figures that stand in lessons, in their states there, and no cell: the time is that of the figures."""
    blocks = [block for path in sorted(lessons.glob("[0-9]*.md")) for block in re.findall(r"^```figure .*?^```$", path.read_text(), re.M | re.S)]
    text = "# Figures\n\n" + "\n\n".join("Prose.\n\n" + re.sub(r" from=\S+", "", block) + "\n\n```output\n```" for block in blocks) + "\n"
    lesson = pathlib.Path(folder) / "lessons" / "figures.md"
    lesson.parent.mkdir()
    lesson.write_text(text)
    subprocess.run([program, "book", lesson.parent, "-o", pathlib.Path(folder) / "site"], check=True, capture_output=True)
    return pathlib.Path(folder) / "site" / "figures.html", len(blocks)


def open_page(driver, address):
    driver.get("about:blank")
    driver.get(address)
    while not driver.execute_script("return document.documentElement.dataset.figures"):
        time.sleep(0.02)


def drag(driver, page):
    """Drags the window of the first convolution over a large image for some seconds, and marks their beginning and end in the trace."""
    image = "+/+".join("+".join(str((row * 7 + column * 5) % 10) for column in range(12)) for row in range(12))
    open_page(driver, page.as_uri() + f"#figure/convolution/1?image={image}")
    boxes = driver.execute_script("""
      const table = document.querySelector('[data-figure=convolution] .numbers');
      table.scrollIntoView({block: 'center'});
      const cells = table.querySelectorAll('td');
      return [cells[0], cells[cells.length - 1]].map(cell => { const box = cell.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; });
    """)
    time.sleep(0.3)
    (left, top), (right, bottom) = boxes

    def mouse(kind, x, y):
        driver.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1})

    mouse("mousePressed", left, top)
    driver.execute_script("performance.mark('drag-begins')")
    begun = time.monotonic()
    moves = 0
    while (now := time.monotonic() - begun) < DRAG_SECONDS:
        # Across and down at two speeds: the window comes everywhere, and to another stop with most frames.
        across, down = abs((now * 4.1) % 2 - 1), abs((now * 0.97) % 2 - 1)
        mouse("mouseMoved", left + (right - left) * across, top + (bottom - top) * down)
        moves += 1
    driver.execute_script("performance.mark('drag-ends')")
    mouse("mouseReleased", left, top)
    return moves / DRAG_SECONDS


def times_of_paints(events, page):
    """For each time that the page was opened: milliseconds from its navigation to its first paint with content, and from its load event to that, and
    to the first frame that is drawn when the figures that can be seen move."""
    starts = [event for event in events if event["name"] == "navigationStart" and event["args"].get("data", {}).get("documentLoaderURL") == page.as_uri()]
    for start, end in zip(starts, [event["ts"] for event in starts[1:]] + [float("inf")]):
        mine = [event for event in events if start["ts"] <= event["ts"] < end and event["pid"] == start["pid"]]
        first = lambda name: min(event["ts"] for event in mine if event["name"] == name)
        load, paint, moving = first("loadEventEnd"), first("firstContentfulPaint"), first("figures-move")
        drawn = min(event["ts"] for event in mine if event["name"] == "Commit" and event["ts"] >= moving)
        yield (paint - start["ts"]) / 1000, (paint - load) / 1000, (drawn - load) / 1000


def frames_of_drags(events):
    """For each drag: frames a second that were drawn in time, or had nothing new to draw, and which share of what was to be drawn was dropped."""
    marks = {name: [event["ts"] for event in events if event["name"] == name] for name in ("drag-begins", "drag-ends")}
    pids = {event["pid"] for event in events if event["name"] == "drag-begins"}
    reports = [event for event in events if event["name"] == "PipelineReporter" and event["pid"] in pids and "frame_reporter" in event.get("args", {})]
    for begin, end in zip(marks["drag-begins"], marks["drag-ends"]):
        states = [event["args"]["frame_reporter"]["state"] for event in reports if begin <= event["ts"] < end]
        presented, dropped = sum(state.startswith("STATE_PRESENTED") for state in states), states.count("STATE_DROPPED")
        yield (len(states) - dropped) / ((end - begin) / 1e6), dropped / max(1, presented + dropped)


def verdict(isMet):
    return "PASS" if isMet else "FAIL"


def measure(browser, page, count, rounds, folder):
    """Opens the page, and drags, while the browser traces itself for some seconds, after which it writes that into a file."""
    file = pathlib.Path(folder) / "trace.json"
    seconds = 15 + 2 * rounds + DRAGS * (DRAG_SECONDS + 4)
    begun = time.monotonic()
    driver = browser(further=[f"--trace-startup={TRACED}", f"--trace-startup-file={file}", "--trace-startup-format=json", f"--trace-startup-duration={seconds}"])
    try:
        for _ in range(rounds):
            open_page(driver, page.as_uri())
            time.sleep(0.3)
        moves = statistics.median(drag(driver, page) for _ in range(DRAGS))
        if time.monotonic() - begun > seconds:
            raise SystemExit("The browser took too long, and its trace is not whole: try again when the machine has less to do.")
        while not file.exists():
            time.sleep(0.2)
        time.sleep(1)
    finally:
        driver.quit()
    events = json.loads(file.read_text())["traceEvents"]
    starts, paints, drawn = zip(*list(times_of_paints(events, page))[:rounds])
    paint, moving = statistics.median(paints), statistics.median(drawn)
    print(f"  a page with {count} figures: first paint {statistics.median(starts):.0f} ms after its navigation, {paint:+.0f} ms after its load"
          f"  {verdict(paint < 100)} (below 100)")
    print(f"  the figures that are seen move {moving:+.0f} ms after its load  {verdict(moving < 100)} (below 100)")
    rates, shares = zip(*frames_of_drags(events))
    rate, share = statistics.median(rates), statistics.median(shares)
    print(f"  a window is dragged, {moves:.0f} movements/s: {rate:.1f} frames/s in time, {share:.1%} of those with something new dropped  {verdict(rate >= 59)} (60 frames/s)")
