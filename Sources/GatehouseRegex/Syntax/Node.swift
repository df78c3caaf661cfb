/// A parsed pattern. Flags are already applied: what is left is free of context.
indirect enum Node: Sendable {
    /// Matches the empty text.
    case empty
    /// One code point.
    case literal(UInt32)
    /// One code point out of a set; an empty set matches nothing.
    case set(CodePointSet)
    /// Any one byte, `\C`.
    case anyByte
    /// A condition on a position.
    case assertion(Assertion)
    /// A numbered group.
    case capture(Node, index: Int)
    /// One after the other.
    case concatenation([Node])
    /// The first that leads to a match.
    case alternation([Node])
    /// `minimum` to `maximum` times (`nil`: no end), as many as possible if `greedy`, else as few as possible.
    case repetition(Node, minimum: Int, maximum: Int?, greedy: Bool)

    /// `x*`, `x+`, `x?` and `x{n,m}`, written as simply as RE2 does it.
    ///
    /// A star, plus or question mark of another is a star. That is more than tidiness: with captures inside, RE2's
    /// answer is that of the shorter form.
    static func repeated(_ node: Node, minimum: Int, maximum: Int?, greedy: Bool) -> Node {
        if case .empty = node { return .empty }
        switch (minimum, maximum) {
        case (0, 0): return .empty
        case (1, 1): return node
        case (0, nil), (1, nil), (0, 1):
            guard case .repetition(let inner, let innerMinimum, let innerMaximum, greedy) = node,
                (innerMinimum == 0 || innerMinimum == 1) && (innerMaximum ?? 1) == 1
            else { break }
            if innerMinimum == minimum && innerMaximum == maximum { return node }
            return .repetition(inner, minimum: 0, maximum: nil, greedy: greedy)
        default: break
        }
        return .repetition(node, minimum: minimum, maximum: maximum, greedy: greedy)
    }
}

/// Conditions on a position; several hold at once.
struct Assertion: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    /// `\A`, and `^` without `(?m)`.
    static let textStart = Self(rawValue: 1 << 0)
    /// `\z`, and `$` without `(?m)`.
    static let textEnd = Self(rawValue: 1 << 1)
    /// `^` with `(?m)`.
    static let lineStart = Self(rawValue: 1 << 2)
    /// `$` with `(?m)`.
    static let lineEnd = Self(rawValue: 1 << 3)
    /// `\b`: between an ASCII letter, digit or `_` and anything else.
    static let wordBoundary = Self(rawValue: 1 << 4)
    /// `\B`.
    static let noWordBoundary = Self(rawValue: 1 << 5)
}
