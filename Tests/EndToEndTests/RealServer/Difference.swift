import Foundation

/// One way in which a real API server answers a step of a transcript otherwise than `up`, and why that is right.
///
/// It says what exactly is different, as a change of `up`'s answer, so that nothing else can hide behind it.
struct Difference: Sendable {
    /// The transcript, and what its step begins with. Steps that are typed twice differ twice.
    var transcript: String
    var step: String
    /// The kubectls that show it, by the second number of their version.
    var kubectl: ClosedRange<Int>
    /// What of `up`'s answer is different, as a regular expression, and what stands there instead.
    var pattern: String
    var replacement: String
    var reason: Reason

    /// In these parts of `up`'s answer, something else.
    static func part(
        _ transcript: String, _ step: String, kubectl: ClosedRange<Int> = 0...99, _ pattern: String,
        is replacement: String, _ reason: Reason
    ) -> Difference {
        Difference(
            transcript: transcript, step: step, kubectl: kubectl, pattern: pattern, replacement: replacement,
            reason: reason)
    }

    /// Another answer.
    static func answer(
        _ transcript: String, _ step: String, kubectl: ClosedRange<Int> = 0...99, is answer: String, _ reason: Reason
    ) -> Difference {
        let text = NSRegularExpression.escapedTemplate(for: answer)
        return .part(transcript, step, kubectl: kubectl, #"(?s)\A.*\z"#, is: text, reason)
    }

    /// Whether it is one of this step.
    func concerns(_ transcript: String, _ line: String, minor: Int) -> Bool {
        self.transcript == transcript && line.hasPrefix(self.step) && self.kubectl.contains(minor)
    }

    /// What the real server answers where `up` answers so, and those of the differences that are none any more.
    static func applying(_ differences: [Difference], to answer: String) -> (answer: String, stale: [Difference]) {
        var answer = answer
        var stale: [Difference] = []
        for difference in differences {
            let changed = answer.replacingOccurrences(
                of: difference.pattern, with: difference.replacement, options: .regularExpression)
            if changed == answer { stale.append(difference) }
            answer = changed
        }
        return (answer, stale)
    }
}
