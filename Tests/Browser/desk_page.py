"""A desk with its server, what a page of it sends, and what is done and seen there."""

import http.client
import json
import subprocess

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By

from alive import Server, until


class Desk(Server):
    """`lesson-run desk` of a folder."""

    def __init__(self, program, folder, *options):
        self.process = subprocess.Popen([program, "desk", folder, *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.address = self.process.stdout.readline().strip()
        self.origin, _, _ = self.address.partition("/?")
        self.port = int(self.origin.rpartition(":")[2])

    def open(self, driver, page="exercise/why"):
        driver.get(self.address)
        driver.get(f"{self.origin}/{page}")


class Client:
    """What a page sends, without a browser."""

    def __init__(self, desk):
        self.connection = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=60)
        token = desk.address.partition("token=")[2]
        self.headers = {"Cookie": f"lesson-run-{desk.port}={token}", "Origin": desk.origin, "Content-Type": "application/json"}

    def page(self, path):
        self.connection.request("GET", f"/{path}", headers={"Cookie": self.headers["Cookie"]})
        return self.connection.getresponse().read().decode()

    def order(self, **order):
        self.connection.request("POST", "/desk", json.dumps(order), self.headers)
        return json.loads(self.connection.getresponse().read())


def press(driver, *keys):
    chain = ActionChains(driver)
    for key in keys:
        chain = chain.send_keys(key)
    chain.perform()


def said(driver):
    return driver.find_element(By.CSS_SELECTOR, ".desk-state").text


def place(driver):
    return driver.find_element(By.ID, "answer").text


def verdict(driver):
    return driver.find_element(By.CSS_SELECTOR, ".desk-panel .verdict").text


def settled(driver, what):
    """Whether an order has come back."""
    return until(driver, what, lambda: said(driver) not in ("", "saving …"))


def order(driver, *keys):
    """Presses keys that give one order, and waits until it is saved."""
    driver.execute_script("document.querySelector('.desk-state').textContent = ''")
    press(driver, *keys)
    settled(driver, f"{keys} is answered")
