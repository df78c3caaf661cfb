import GatehouseObjects

/// What a path leads to.
enum APIRoute: Sendable {
    /// `/healthz`, `/livez`, `/readyz`.
    case health
    /// `/version`.
    case version
    /// `/`: the paths there are.
    case paths
    /// `/api` and `/apis`.
    case groups(isCore: Bool)
    /// `/apis/<group>`.
    case group(String)
    /// `/api/v1` and `/apis/<group>/<version>`.
    case kinds(group: String, version: String)
    /// `/openapi/v2`.
    case swagger
    /// `/openapi/v3`.
    case descriptions
    /// `/openapi/v3/api/v1` and `/openapi/v3/apis/<group>/<version>`.
    case description(group: String, version: String)
    /// Objects.
    case objects(ObjectTarget)
    /// Nothing that has to do with the API.
    case nowhere

    /// Whether anybody may know: how the server is, and what.
    var isOpen: Bool {
        switch self {
        case .health, .version: true
        default: false
        }
    }

    /// What a path leads to.
    ///
    /// - Throws: 404 where there is nothing in the API.
    init(_ segments: [String], catalogue: APICatalogue) throws(APIStatus) {
        switch segments.first {
        case nil: self = .paths
        case "healthz", "livez", "readyz": self = segments.count <= 2 ? .health : .nowhere
        case "version": self = segments.count == 1 ? .version : .nowhere
        case "openapi": self = try Self.openAPI(segments.dropFirst())
        case "api":
            switch segments.count {
            case 1: self = .groups(isCore: true)
            case 2: self = .kinds(group: "", version: segments[1])
            default: self = try Self.objects(segments.dropFirst(2), "", segments[1], catalogue)
            }
        case "apis":
            switch segments.count {
            case 1: self = .groups(isCore: false)
            case 2: self = .group(segments[1])
            case 3: self = .kinds(group: segments[1], version: segments[2])
            default: self = try Self.objects(segments.dropFirst(3), segments[1], segments[2], catalogue)
            }
        default: self = .nowhere
        }
    }

    private static func objects(
        _ rest: ArraySlice<String>, _ group: String, _ version: String, _ catalogue: APICatalogue
    ) throws(APIStatus) -> APIRoute {
        guard let target = ObjectTarget(rest, group: group, version: version, catalogue: catalogue) else {
            throw .noResource
        }
        return .objects(target)
    }

    private static func openAPI(_ rest: ArraySlice<String>) throws(APIStatus) -> APIRoute {
        switch Array(rest) {
        case ["v2"]: return .swagger
        case ["v3"]: return .descriptions
        case let parts where parts.count == 3 && parts.starts(with: ["v3", "api"]):
            return .description(group: "", version: parts[2])
        case let parts where parts.count == 4 && parts.starts(with: ["v3", "apis"]):
            return .description(group: parts[2], version: parts[3])
        default: return .nowhere
        }
    }
}
