"""Tries the figures of a site: each by mouse and by keyboard, its state in the address, axe, narrow, dark, on paper, without a network.

usage: figures.py SITE [PICTURES]        SITE is what `lesson-run book` wrote; PICTURES a folder for screenshots to be looked at
"""

import gzip
import re
import sys

from chromium import browser, look
from demands import asks_only, quiet
from expecting import concluded, expect
from figure_demands import fits, is_accessible, stands_any_link, take
from figure_digits import hierarchy, read_digit
from figure_kinds import backpropagation, convolution, image_kernel, pooling, receptive_field, softmax_loss
from figure_machines import by_touch, with_a_camera, without_scripts
from figure_motion import plays_as_wished
from figure_page import Site

FIGURES = {
    "convolution": convolution, "pooling": pooling, "softmax-loss": softmax_loss, "image-kernel": image_kernel,
    "receptive-field": receptive_field, "backpropagation": backpropagation, "read-digit": read_digit, "hierarchy": hierarchy,
}


def sizes(site):
    """What a page's figures need of scripts and style, packed; the module and weights apart."""
    for path in sorted(site.folder.glob("*.html")):
        names = set(re.findall(r'"((?:figure|network|digit)[\w-]*\.(?:js|css))"', path.read_text()))
        total = sum(len(gzip.compress((site.folder / name).read_bytes(), 9)) for name in names)
        expect(total <= 40 * 1024, f"{path.name}: {total} bytes of scripts and style for figures: {sorted(names)}")


def attempted(driver, site, kind, attempt):
    look(driver, height=1600)
    attempt(driver, site)
    stands_any_link(driver, site, kind)
    is_accessible(driver, site, kind)
    fits(driver, site, kind)
    if site.pictures:
        take(driver, site, kind)
    asks_only(driver, f"{kind}: ", "file:")
    quiet(driver, f"{kind}: ")


def main():
    site = Site(*sys.argv[1:])
    sizes(site)
    without_scripts(site)
    driver = browser()
    try:
        driver.set_script_timeout(120)
        driver.execute_cdp_cmd("Network.enable", {})
        for kind, attempt in FIGURES.items():
            attempted(driver, site, kind, attempt)
        plays_as_wished(driver, site)
    finally:
        driver.quit()
    by_touch(site)
    with_a_camera(site)
    return concluded("figures: ", "of eight figures")


if __name__ == "__main__":
    sys.exit(main())
