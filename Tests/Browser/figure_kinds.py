"""Figures of single operations: each by mouse and by keys, and its state in the address."""

import pathlib

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from expecting import expect
from figure_page import becomes, cell, drag, edited, find, live, moves, texts, touched


def convolution(driver, site):
    kind = "convolution"
    start = "?step=1"
    figure = site.go(driver, kind, start)
    expect("row 0, column 0 of the map is −475" in live(driver, kind), "convolution: the first stop")
    drag(driver, cell(figure, "image", 1, 1), cell(figure, "image", 3, 3))
    becomes(driver, lambda: "row 2, column 2 of the map is −193" in live(driver, kind), "convolution: the window is dragged")
    find(driver, f'[data-figure="{kind}"] [data-step=back]').click()
    becomes(driver, lambda: "row 2, column 1" in live(driver, kind), "convolution: a step back")
    expect("= −366" in find(driver, f'[data-figure="{kind}"] .sum').text, "convolution: the sum is written out")
    figure = site.go(driver, kind, start)
    target = cell(figure, "map", 0, 0)
    driver.execute_script("arguments[0].focus()", target)
    target.send_keys(Keys.ARROW_DOWN)
    driver.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    becomes(driver, lambda: "row 1, column 1 of the map is −436" in live(driver, kind), "convolution: arrow keys")
    driver.switch_to.active_element.send_keys("b")
    becomes(driver, lambda: "row 1, column 0" in live(driver, kind), "convolution: b steps back")
    edited(driver, cell(figure, "image", 0, 0), "2")
    becomes(driver, lambda: cell(figure, "map", 0, 0).text == "−474", "convolution: a number is changed by keys")
    edited(driver, cell(figure, "image", 0, 0), "x")
    becomes(driver, lambda: "no number" in find(driver, f'[data-figure="{kind}"] .problem').text, "convolution: what is no number is refused")
    becomes(driver, lambda: "image=2+10" in driver.current_url, "convolution: the state is in the address")
    driver.refresh()
    moves(driver)
    becomes(driver, lambda: cell(find(driver, f'[data-figure="{kind}"]'), "map", 0, 0).text == "−474", "convolution: it survives a reload")
    site.go(driver, kind, "?stride=2&padding=1&dilation=2&flip=yes&step=2")
    expect("padding" not in find(driver, f'[data-figure="{kind}"] .problem').text, "convolution: a link with several changes")
    expect("(5 − (2·(3 − 1) + 1) + 2·1)/2 + 1 = 2" in find(driver, f'[data-figure="{kind}"] .formula-of-figure').text, "convolution: the formula")
    site.go(driver, kind, "?stride=99")
    expect("cannot be shown" in find(driver, f'[data-figure="{kind}"] .problem').text, "convolution: a link that makes no sense says so")
    site.go(driver, kind, start)
    find(driver, f'[data-figure="{kind}"] [data-step=play]').click()
    becomes(driver, lambda: "Step 2 of 9" in live(driver, kind), "convolution: it plays")
    find(driver, f'[data-figure="{kind}"] [data-step=play]').click()


def pooling(driver, site):
    kind = "pooling"
    figure = site.go(driver, kind, "?step=1")
    ActionChains(driver).click(cell(figure, "map", 3, 1)).perform()
    becomes(driver, lambda: "Window 4 of 9: the largest of 1, 0, 1, 4 is 4" in live(driver, kind), "pooling: the window goes where one points")
    expect("won" in cell(figure, "gradient of the map", 3, 1).get_attribute("class"), "pooling: the gradient goes to what won")
    touched(driver, cell(figure, "largest", 0, 1))
    becomes(driver, lambda: "Window 2 of 9" in live(driver, kind), "pooling: a finger")
    target = cell(figure, "largest", 1, 0)
    driver.execute_script("arguments[0].focus()", target)
    target.send_keys(Keys.ARROW_DOWN)
    becomes(driver, lambda: "Window 7 of 9" in live(driver, kind), "pooling: arrow keys")
    site.go(driver, kind, "?border=drop&kind=average&step=1")
    expect("the mean of 0, 1, 0, 1 is 0.5" in live(driver, kind), "pooling: means, cut-off windows dropped")
    expect(len(texts(driver, f'[data-figure="{kind}"] .numbers:not([aria-label^=map]) tr')) > 0, "pooling: its maps are there")


def softmax_loss(driver, site):
    kind = "softmax-loss"
    figure = site.go(driver, kind)
    before = live(driver, kind)
    slider = figure.find_elements(By.CSS_SELECTOR, ".scores input[type=range]")[0]
    slider.send_keys(Keys.ARROW_RIGHT)
    becomes(driver, lambda: live(driver, kind) != before, "softmax-loss: a slider by keys")
    ActionChains(driver).move_to_element(slider).click_and_hold().move_by_offset(-30, 0).release().perform()
    becomes(driver, lambda: "scores=" in driver.current_url, "softmax-loss: a slider by mouse, and the address")
    site.go(driver, kind, "?classes=a+b&scores=0+0&target=b&networks=0.9+0.1+/+0.1+0.9+/+0.4+0.6+;+0.6+0.4+/+0.3+0.7+/+0.1+0.9&targets=0+1+0")
    rows = texts(driver, f'[data-figure="{kind}"] .measures tbody tr')
    expect(
        rows == ["classification error 0.3333 0.3333", "mean squared error 0.2533 0.7067", "cross-entropy 0.3757 1.0567"],
        f"softmax-loss: NN1 and NN2: {rows}")
    expect("probability of 0.5: cross-entropy 0.6931, squared error 0.5" in live(driver, kind), "softmax-loss: an even guess")


def image_kernel(driver, site):
    kind = "image-kernel"
    figure = site.go(driver, kind)
    canvas = figure.find_elements(By.TAG_NAME, "canvas")[0]
    before = live(driver, kind)
    ActionChains(driver).move_to_element_with_offset(canvas, 20, 30).perform()
    becomes(driver, lambda: live(driver, kind) != before, "image-kernel: the pixel that the mouse is at")
    figure = site.go(driver, kind)
    canvas = figure.find_elements(By.TAG_NAME, "canvas")[0]
    canvas.send_keys(Keys.ARROW_DOWN, Keys.SHIFT, Keys.ARROW_RIGHT)
    becomes(driver, lambda: "Row 41, column 70" in live(driver, kind), "image-kernel: arrow keys")
    edited(driver, cell(figure, "kernel", 1, 1), "6")
    becomes(driver, lambda: "kernel=0+-1" in driver.current_url, "image-kernel: a kernel of one's own")
    picture = pathlib.Path("Pictures/book-light.png").resolve()
    figure.find_element(By.CSS_SELECTOR, "input[type=file]").send_keys(str(picture))
    becomes(driver, lambda: figure.find_element(By.XPATH, ".//button[contains(., 'landscape')]").is_displayed(), "image-kernel: one's own picture")
    expect(canvas.get_attribute("width") != "144", "image-kernel: its size")


def receptive_field(driver, site):
    kind = "receptive-field"
    figure = site.go(driver, kind)
    ActionChains(driver).click(cell(figure, "layer 3", 0, 0)).perform()
    becomes(driver, lambda: "sees 7 × 7: rows 0 to 6" in live(driver, kind), "receptive-field: what a value sees")
    lit = figure.find_elements(By.CSS_SELECTOR, ".numbers[aria-label^=input] td.window")
    expect(len(lit) == 49, f"receptive-field: {len(lit)} pixels light up")
    target = cell(figure, "layer 2", 0, 0)
    driver.execute_script("arguments[0].focus()", target)
    target.send_keys(Keys.ARROW_RIGHT)
    becomes(driver, lambda: "Row 0, column 1 of layer 2 sees 5 × 5" in live(driver, kind), "receptive-field: arrow keys")
    figure = site.go(driver, kind, "?input=8&layers=kernel+2+stride+3+/+kernel+2&layer=2&row=0&column=0")
    lit = figure.find_elements(By.CSS_SELECTOR, ".numbers[aria-label^=input] td.window")
    expect(len(lit) == 16 and "sees 5 × 5" in live(driver, kind), f"receptive-field: {len(lit)} pixels between gaps")
    figure = site.go(driver, kind)
    field = figure.find_element(By.CSS_SELECTOR, "[data-layer='0'][data-of=stride]")
    field.send_keys(Keys.ARROW_UP, Keys.TAB)
    becomes(driver, lambda: "layers=kernel+3+stride+2" in driver.current_url, "receptive-field: a layer is changed")


def backpropagation(driver, site):
    kind = "backpropagation"
    figure = site.go(driver, kind, "?step=12")
    rows = [
        [part.text for part in row.find_elements(By.TAG_NAME, "td")][-2:]
        for row in figure.find_elements(By.CSS_SELECTOR, ".scores tbody tr")]
    expect(len(rows) == 17 and all(one and one == other for one, other in rows), f"backpropagation: slopes and differences: {rows}")
    find(driver, f'[data-figure="{kind}"] [data-step=first]').click()
    becomes(driver, lambda: "forward: z0" in live(driver, kind), "backpropagation: the first step")
    find(driver, f'[data-figure="{kind}"] [data-step=forward]').send_keys("n", "n", "b")
    becomes(driver, lambda: "forward: a0" in live(driver, kind), "backpropagation: n and b")
    field = figure.find_element(By.CSS_SELECTOR, "input[aria-label=w00]")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys("0", Keys.TAB)
    becomes(driver, lambda: "hidden=0+-1" in driver.current_url, "backpropagation: a weight is changed")
