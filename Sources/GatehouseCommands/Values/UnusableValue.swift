/// Why the value of an option can't be used. The argument parser puts the option's name and the value in front.
struct UnusableValue: Error, CustomStringConvertible {
    let description: String

    /// A reason: what is wrong, and the form that is expected.
    init(_ description: String) { self.description = description }
}
