"""Pages in Chromium in which something is run: ours, and a notebook's.

Both are timed within the page and alike: from the key that runs a cell until the page has what came of it.
"""

import os
import pathlib
import re
import secrets
import socket
import subprocess
import sys
import time
import urllib.request

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import notebook
from environment import without_own_settings

PATIENCE = 120

# Notes when Ctrl-Enter comes, and when what is awaited stands in the page.
AWAIT = """
  let [isThere, done] = [new Function("marker", arguments[0]), arguments[arguments.length - 1]], marker = arguments[1];
  let begun = null;
  window.addEventListener("keydown", function note(event) {
    if (event.key !== "Enter" || !event.ctrlKey) return;
    begun = performance.now();
    window.removeEventListener("keydown", note, true);
  }, true);
  window.measured = new Promise(function (resolve) {
    let observer = new MutationObserver(function () {
      if (begun === null || !isThere(marker)) return;
      observer.disconnect();
      resolve(performance.now() - begun);
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  done();
"""
TELL = "window.measured.then(arguments[arguments.length - 1])"


def wait_for(driver, what, script, *arguments):
    end = time.monotonic() + PATIENCE
    while not driver.execute_script(script, *arguments):
        if time.monotonic() > end:
            sys.exit(f"waited {PATIENCE} s for {what}; the page says:\n{driver.find_element(By.TAG_NAME, 'body').text[:2000]}")
        time.sleep(0.05)


def timed(driver, is_there, marker):
    """Presses Ctrl-Enter where the focus is. Returns the seconds until the page has the marker where `is_there` says."""
    driver.set_script_timeout(PATIENCE)
    driver.execute_async_script(AWAIT, is_there, marker)
    press_control_enter(driver)
    return driver.execute_async_script(TELL) / 1000


def press_control_enter(driver):
    ActionChains(driver).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()


class Server:
    """`lesson-run serve` of a folder."""

    def __init__(self, program, folder, environment, *options):
        self.process = subprocess.Popen(
            [program, "serve", folder, *options], env=environment, stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()
        if not self.address:
            sys.exit("lesson-run serve does not start")
        self.origin = self.address.partition("/?")[0]

    def end(self):
        self.process.terminate()
        self.process.wait()


class ServedPage:
    """A lesson's page, with an editor for one exercise's cell."""

    # A passed verdict for the answer that printed the marker.
    IS_THERE = """
      let found = document.querySelector('[data-part="found exercise/%s/1"]');
      return found !== null && found.querySelector(".verdict.good") !== null && found.textContent.includes(marker);
    """

    def __init__(self, driver, server, lesson, exercise, answer):
        self.driver, self.exercise, self.answer = driver, exercise, answer
        self.is_there = self.IS_THERE % exercise
        self.editor = f"document.getElementById('exercise/{exercise}/1').querySelector('.ace_editor').env.editor"
        driver.get(server.address)
        driver.get(f"{server.origin}/{lesson}.html")
        wait_for(driver, "editors", "return document.querySelectorAll('.editor .ace_editor').length > 0")

    def write(self, marker):
        self.driver.execute_script(
            f"let editor = {self.editor}; editor.setValue(arguments[0], 1); editor.focus()", self.code(marker))

    def code(self, marker):
        return f'{self.answer}print("{marker}")'

    def run(self, marker):
        """Seconds from Ctrl-Enter to the verdict."""
        self.write(marker)
        return timed(self.driver, self.is_there, marker)

    def run_at(self, moment, marker):
        """Has the page run its answer at a moment of the clock, by the command that Ctrl-Enter gives; `times` tells what came of it."""
        self.write(marker)
        self.driver.execute_script(f"""
          let [moment, marker] = arguments;
          let isThere = new Function("marker", {self.is_there!r});
          window.measured = new Promise(function (resolve) {{
            setTimeout(function () {{
              let begun = Date.now();
              new MutationObserver(function (_, observer) {{
                if (!isThere(marker)) return;
                observer.disconnect();
                resolve([begun, Date.now()]);
              }}).observe(document.body, {{ childList: true, subtree: true, characterData: true }});
              let editor = {self.editor};
              editor.commands.exec("run", editor);
            }}, moment - Date.now());
          }});
          """, moment * 1000, marker)

    def times(self):
        """When the run began and ended, in seconds of the clock."""
        self.driver.set_script_timeout(PATIENCE)
        return [time / 1000 for time in self.driver.execute_async_script(TELL)]

    def run_many(self, markers):
        """One answer after the other, each as soon as the verdict on the one before is there."""
        self.driver.set_script_timeout(30 * PATIENCE)
        self.driver.execute_async_script(f"""
          let [answer, markers, done] = arguments;
          let isThere = new Function("marker", {self.is_there!r}), editor = {self.editor};
          (async function () {{
            for (let marker of markers) {{
              editor.setValue(answer + 'print("' + marker + '")', 1);
              await new Promise(function (resolve) {{
                new MutationObserver(function (_, observer) {{
                  if (!isThere(marker)) return;
                  observer.disconnect();
                  resolve();
                }}).observe(document.body, {{ childList: true, subtree: true, characterData: true }});
                editor.commands.exec("run", editor);
              }});
            }}
            done();
          }})();
          """, self.answer, markers)

    def heap_bytes(self):
        """What the page's script holds, after what it holds no more was given back."""
        self.driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
        return self.driver.execute_cdp_cmd("Runtime.getHeapUsage", {})["usedSize"]


class NotebookPage:
    """A notebook in Jupyter's own page, with a kernel that runs; its last cell is the exercise with the assertions that grade it."""

    IS_THERE = "return [...document.querySelectorAll('.jp-OutputArea-output')].some(part => part.textContent.includes(marker))"

    def __init__(self, driver, programs, folder):
        self.driver = driver
        folder.mkdir(parents=True, exist_ok=True)
        sources = [notebook.SETUP + '\nprint("<ready>")', notebook.FEATURE_MAP]
        notebook.write_cells(folder / "exercise.ipynb", [
            {"id": f"cell-{number}", "metadata": {}, "source": source} for number, source in enumerate(sources)])
        token, port = secrets.token_hex(16), free_port()
        # Its own questions (news, other servers' builds) are nobody's.
        self.process = subprocess.Popen(
            [programs / "jupyter-notebook", "--no-browser", "--allow-root", f"--port={port}", f"--IdentityProvider.token={token}",
             f"--ServerApp.root_dir={folder}", "--log-level=ERROR"],
            env=without_own_settings(programs, folder / "settings"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        await_address(f"http://127.0.0.1:{port}/api?token={token}")
        driver.get(f"http://127.0.0.1:{port}/notebooks/exercise.ipynb?token={token}")
        wait_for(driver, "the notebook", "return document.querySelectorAll('.jp-CodeCell .cm-content').length == 2")
        wait_for(driver, "its kernel", "return !!document.querySelector('.jp-Notebook-ExecutionIndicator[data-status=idle]')")
        # Jupyter hears keys a moment after its cells are there.
        end = time.monotonic() + PATIENCE
        while not driver.execute_script("let marker = '<ready>';" + self.IS_THERE):
            if time.monotonic() > end:
                sys.exit(f"waited {PATIENCE} s for the notebook's first cell")
            self.enter(0)
            press_control_enter(driver)
            time.sleep(1)

    def enter(self, cell):
        """Goes into a cell's editor; one that was just shown anew is there a moment later."""
        self.driver.execute_script(f"document.querySelectorAll('.jp-CodeCell .cm-content')[{cell}].focus()")
        wait_for(
            self.driver, "the editor",
            f"return document.activeElement === document.querySelectorAll('.jp-CodeCell .cm-content')[{cell}]")

    def run(self, marker):
        """Seconds from Ctrl-Enter to what the cell printed below its assertions."""
        self.enter(1)
        ActionChains(self.driver).key_down(Keys.CONTROL).send_keys("a").key_up(Keys.CONTROL).perform()
        code = f'{notebook.FEATURE_MAP}\n{notebook.FEATURE_MAP_CHECK}\nprint("{marker}")'
        self.driver.execute_cdp_cmd("Input.insertText", {"text": code})
        return timed(self.driver, self.IS_THERE, marker)

    def end(self):
        self.process.terminate()
        self.process.wait()


def free_port():
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return place.getsockname()[1]


def await_address(address):
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return urllib.request.urlopen(address, timeout=5).read()
        except OSError:
            if time.monotonic() > end:
                sys.exit("Jupyter does not start")
            time.sleep(0.2)
