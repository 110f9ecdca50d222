"""Reads a site's pages as XML and as HTML, and follows every link within it.

usage: links.py SITE
"""

import pathlib
import re
import sys
from urllib.parse import unquote
from xml.dom import minidom

import html5lib

SITE = pathlib.Path(sys.argv[1]).resolve()
wrong = []
names = {}
links = []
for path in sorted(SITE.rglob("*.html")):
    page = path.relative_to(SITE).as_posix()
    text = path.read_text("utf-8")
    try:
        tree = minidom.parseString(text.replace("<!DOCTYPE html>", ""))
    except Exception as error:  # whatever the parser says
        wrong.append(f"{page}: no XML: {error}")
        continue
    parser = html5lib.HTMLParser()
    parser.parse(text)
    wrong += [f"{page}: {code} at {place}" for place, code, _ in parser.errors]
    elements = tree.getElementsByTagName("*")
    ids = [element.getAttribute("id") for element in elements if element.hasAttribute("id")]
    wrong += [f"{page}: the id {name} is there twice" for name in sorted({name for name in ids if ids.count(name) > 1})]
    names[path] = set(ids)
    links += [
        (path, element.getAttribute(kind))
        for element in elements for kind in ("href", "src") if element.hasAttribute(kind)]

for path, link in links:
    if re.match("[a-z]+:", link):
        continue
    file, _, fragment = link.partition("#")
    target = (path.parent / unquote(file)).resolve() if file else path
    if not target.is_file():
        wrong.append(f"{path.relative_to(SITE)}: {link} leads nowhere")
    elif fragment and unquote(fragment) not in names.get(target, set()):
        wrong.append(f"{path.relative_to(SITE)}: {link}: no such place")

for line in wrong[:50]:
    print("FAIL", line)
print(f"{len(names)} pages, {len(links)} links, {len(wrong)} faults")
sys.exit(1 if wrong else 0)
