/// A deterministic automaton that says whether a whole text matches: one table look-up a byte, nothing allocated.
struct Automaton: Sendable {
    /// States times classes: the offset of the next state. A state's last entry is 1 when the text may end there.
    /// State 0 is the dead end.
    let table: [UInt16]
    /// The offset of the first state.
    let start: Int
    /// The class of each byte.
    let classes: [UInt8]
    /// How many classes there are; the entry of that number says whether the text may end.
    let classCount: Int

    /// Whether the whole text matches.
    func accepts(_ text: UnsafeRawBufferPointer) -> Bool {
        self.table.withUnsafeBufferPointer { table in
            self.classes.withUnsafeBufferPointer { classes in
                var state = self.start
                for byte in text {
                    state = Int(table[state + Int(classes[Int(byte)])])
                    if state == 0 { return false }
                }
                return table[state + self.classCount] != 0
            }
        }
    }
}
