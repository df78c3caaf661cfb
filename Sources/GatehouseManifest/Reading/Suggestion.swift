/// Finds the name that somebody probably meant.
enum Suggestion {
    /// The name nearest to a misspelt one, if it is near at all. Of equally near ones the first.
    static func nearest(to text: String, among names: [String]) -> String? {
        // A hostile key is long; a misspelt one is not.
        guard text.utf8.count <= 64 else { return nil }
        let written = Array(text.lowercased().utf8)
        let allowed = max(1, min(3, written.count / 3))
        var nearest: (name: String, distance: Int)?
        for name in names {
            let distance = Self.distance(written, Array(name.lowercased().utf8))
            if distance <= allowed, distance < nearest?.distance ?? .max { nearest = (name, distance) }
        }
        return nearest?.name
    }

    /// How many letters have to be put in, left out, changed or swapped with their neighbour.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, byte) in left.enumerated() {
            var next = [row + 1]
            for (column, other) in right.enumerated() {
                var best = min(last[column + 1] + 1, next[column] + 1, last[column] + (byte == other ? 0 : 1))
                if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                next.append(best)
            }
            beforeLast = last
            last = next
        }
        return last[right.count]
    }
}
