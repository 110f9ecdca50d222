"""Figures that play by themselves: only when they are asked to, and more slowly for readers who would rather see nothing move."""

from chromium import look
from expecting import expect
from figure_page import find, live

# Presses Play and tells when each of the next steps has come, in milliseconds, until it pauses again.
PLAYED = """
  const [figure, count, done] = arguments;
  const words = figure.querySelector(".now");
  figure.spoken = [];
  new MutationObserver(() => { if (words.getAttribute("aria-live") !== "off") figure.spoken.push(words.textContent); }).observe(words, {childList: true});
  const play = figure.querySelector("[data-step=play]");
  const times = [performance.now()];
  new MutationObserver((_, observer) => {
    times.push(performance.now());
    if (times.length <= count) return;
    observer.disconnect();
    play.click();
    done(times.slice(1).map((time, index) => time - times[index]));
  }).observe(figure.querySelector(".count"), {childList: true, characterData: true, subtree: true});
  play.click();
"""
WAITED = "const [milliseconds, done] = arguments; setTimeout(done, milliseconds)"
ANIMATED = "return document.getAnimations().filter(animation => animation.playState === 'running').length"


def plays_as_wished(driver, site):
    """As fast as it is meant to, and at most half as fast where less motion is preferred; what is asked for stays possible."""
    kind = "convolution"
    for motion, least, most in (("no-preference", 700, 1300), ("reduce", 1400, 2600)):
        look(driver, motion=motion)
        figure = site.go(driver, kind, "?step=1")
        driver.execute_async_script(WAITED, 2000)
        expect("Step 1 of 9" in live(driver, kind), f"{motion}: nothing plays before it is asked to")
        times = driver.execute_async_script(PLAYED, figure, 3)
        expect(all(least < time < most for time in times), f"{motion}: steps follow each other after {[round(time) for time in times]} ms")
        before = live(driver, kind)
        spoken = driver.execute_script("return arguments[0].spoken", figure)
        expect(spoken == [before], f"{motion}: a screen reader is told where it stops, and not each step before: {spoken}")
        driver.execute_async_script(WAITED, most)
        expect(live(driver, kind) == before and find(driver, "[data-step=play]").text == "Play", f"{motion}: it pauses")
        find(driver, "[data-step=forward]").click()
        spoken = driver.execute_script("return arguments[0].spoken", figure)
        expect(len(spoken) == 2 and "Step 5 of 9" in spoken[-1], f"{motion}: a single step is told: {spoken}")
    expect(driver.execute_script(ANIMATED) == 0, "and nothing else moves")
    scrolls = driver.execute_script("return getComputedStyle(document.documentElement).scrollBehavior")
    expect(scrolls == "auto", f"nor does the page glide where a link leads: {scrolls}")
    look(driver)
