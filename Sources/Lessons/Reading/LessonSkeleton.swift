/// The beginning of a lesson: a small one with every kind of cell and exercise, which passes its own check.
package enum LessonSkeleton {
  /// A lesson's title, from its file's name: `17-attention-maps` gives `17. Attention maps`.
  package static func title(fromName name: String) -> String {
    let words = name.split(whereSeparator: { "-_ ".contains($0) }).map(String.init)
    let isNumbered = words.count > 1 && words[0].allSatisfy(\.isNumber)
    let rest = (isNumbered ? Array(words.dropFirst()) : words).joined(separator: " ")
    let capitalised = rest.prefix(1).uppercased() + rest.dropFirst()
    return isNumbered ? "\(Int(words[0]) ?? 0). \(capitalised)" : capitalised
  }

  /// The lesson's text.
  package static func text(title: String) -> String {
    """
    # \(title)

    **The question:** what will the learner be able to answer at the end, in one line?

    Prose in plain words. Say what is computed and why, before the code that does it.

    ```swift example
    let image = Tensor("1 2 3 / 4 5 6 / 7 8 9")
    let kernel = Tensor("1 0 / 0 -1")
    show("image", image)
    show("map", image.crossCorrelated(with: kernel))
    ```

    ```output
    image:
     1  2  3
     4  5  6
     7  8  9
    map:
     -4  -4
     -4  -4
    ```

    ## Compute a value

    Name the variable that the learner declares: put the largest number of the map into `largest`.

    ```swift exercise largest-value answer=largest
    let largest: Double = ___
    ```

    ```hint largest-value
    Point to the way, without walking it.
    ```

    ```swift solution largest-value
    let largest = image.crossCorrelated(with: kernel).max()
    ```

    ```swift mistake largest-value
    // This is the largest number of the image. The question was about the map.
    let largest = image.max()
    ```

    ```swift mistake largest-value
    // You turned the kernel: `convolved` is the convolution of mathematics. Use `crossCorrelated`.
    let largest = image.convolved(with: kernel).max()
    ```

    ## Write a function

    A check calls the learner's function on several inputs. The hidden one keeps its inputs and values to itself, so that no constant
    passes.

    ```swift exercise mean-of-map points=2
    func meanOfMap(_ image: Tensor, _ kernel: Tensor) -> Double {
      ___
    }
    ```

    ```hint mean-of-map
    First the map, then the mean of its numbers.
    ```

    ```swift check mean-of-map
    answer("the image above", meanOfMap(image, kernel))
    ```

    ```swift check mean-of-map hidden
    answer("a wide image", meanOfMap(Tensor("1 0 2 5 / 3 1 0 4"), Tensor("1 2 / 0 -1")))
    answer("a map of one number", meanOfMap(kernel, kernel))
    ```

    ```swift solution mean-of-map
    func meanOfMap(_ image: Tensor, _ kernel: Tensor) -> Double {
      image.crossCorrelated(with: kernel).mean()
    }
    ```

    ```swift mistake mean-of-map
    // This is the sum. Divide by how many numbers the map has, or ask the map for its mean.
    func meanOfMap(_ image: Tensor, _ kernel: Tensor) -> Double {
      image.crossCorrelated(with: kernel).sum()
    }
    ```

    ```swift mistake mean-of-map
    // This is the mean of the image's numbers. Compute the map first.
    func meanOfMap(_ image: Tensor, _ kernel: Tensor) -> Double {
      image.mean()
    }
    ```

    ## Answer without Swift

    A number: the unit stays, and the solution computes the number.

    ```number map-size
    ___ numbers
    ```

    ```hint map-size
    Count the places at which the kernel lies wholly on the image.
    ```

    ```swift solution map-size
    image.crossCorrelated(with: kernel).shape.elementCount
    ```

    A choice: one option or several; an advice answers a wrong one, by its number.

    ```choice what-is-shared
    - [ ] the numbers of the kernel
    - [ ] the numbers of the image
    ```

    ```solution what-is-shared
    - [x] the numbers of the kernel
    - [ ] the numbers of the image
    ```

    ```advice what-is-shared
    2. Each window has numbers of its own.
    ```

    Lines to be put in order: the solution has the order, and may leave some out.

    ```order one-number
    Add the products up.
    Turn the kernel by half a turn.
    Lay the kernel on the image.
    Multiply the numbers that lie on each other.
    ```

    ```solution one-number
    Lay the kernel on the image.
    Multiply the numbers that lie on each other.
    Add the products up.
    ```

    A text: you give its points, by the rubric, with `lesson-run desk`.

    ```text why-small points=2
    ___
    ```

    ```solution why-small
    The kernel may not leave the image, so it has fewer places than the image has numbers.
    ```

    ```rubric why-small
    - [ ] says that the kernel stays on the image (1 point)
    - [ ] says that the map's numbers are the kernel's places (1 point)
    ```

    ## Further reading

    Papers by title, authors and year.

    """
  }
}
