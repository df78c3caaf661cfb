/// Whole numbers within bounds.
enum CountText {
    /// The number that `text` spells.
    static func parse(_ text: String, from least: Int, through most: Int) throws(UnusableValue) -> Int {
        guard let number = Int(text), (least...most).contains(number) else {
            throw UnusableValue("expected a whole number from \(least) to \(most)")
        }
        return number
    }
}
