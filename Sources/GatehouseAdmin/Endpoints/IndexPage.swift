/// The page at `/`: what there is, for somebody who came with a browser.
enum IndexPage {
    static func html(_ endpoints: [Endpoint]) -> String {
        let rows = endpoints.map { endpoint in
            let path = self.escape(endpoint.path + endpoint.query)
            // Only what changes nothing is a link.
            let cell = endpoint.method == "GET" ? "<a href=\"\(path)\">\(path)</a>" : path
            let summary = self.escape(endpoint.summary)
            return "<tr><td>\(endpoint.method)</td><td><code>\(cell)</code></td><td>\(summary)</td></tr>"
        }
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>Gatehouse admin</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem; }
            td, th { padding: .2rem 1rem .2rem 0; text-align: left; vertical-align: top; }
            </style>
            </head>
            <body>
            <h1>Gatehouse admin</h1>
            <table>
            <tr><th>Method</th><th>Path</th><th>What it does</th></tr>
            \(rows.joined(separator: "\n"))
            </table>
            </body>
            </html>

            """
    }

    private static func escape(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }
}
