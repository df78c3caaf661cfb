/// What a rate limit says to a request.
public enum RateLimitVerdict: Hashable, Sendable {
    /// It passes, and has used a token.
    case passed
    /// There is no token. One will be there, if nobody else takes it, after so many seconds: rounded up, at least 1, for
    /// `retry-after`.
    case limited(retryAfterSeconds: Int)
}
