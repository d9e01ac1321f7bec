//! The purpose of each line of the recipes for servers.

use crate::server::{Kind, Place, Server};
use crate::site::{BuiltSite, recipe};

const SERVERS: [Kind; 3] = [Kind::Nginx, Kind::Apache, Kind::Caddy];

/// Paths, and the beginning of their content type.
const TYPES: [(&str, &str); 24] = [
    ("/", "text/html; charset=utf-8"),
    ("/index.html", "text/html; charset=utf-8"),
    ("/bread.yml.html", "text/html; charset=utf-8"),
    ("/a.svg", "image/svg+xml"),
    ("/images/loaf.svg", "image/svg+xml"),
    ("/a.woff2", "font/woff2"),
    ("/a.woff", "font/woff"),
    ("/a.ttf", "font/ttf"),
    ("/workshops.ics", "text/calendar; charset=utf-8"),
    ("/events/rye/event.ics", "text/calendar; charset=utf-8"),
    ("/feed.atom", "application/atom+xml"),
    ("/sitemap.xml", "application/xml"),
    ("/a.json", "application/json"),
    ("/a.webmanifest", "application/manifest+json"),
    ("/a.mjs", "text/javascript; charset=utf-8"),
    ("/a.js", "text/javascript; charset=utf-8"),
    ("/a.css", "text/css; charset=utf-8"),
    ("/robots.txt", "text/plain; charset=utf-8"),
    ("/a.png", "image/png"),
    ("/a.webp", "image/webp"),
    ("/a.avif", "image/avif"),
    ("/a.pdf", "application/pdf"),
    ("/a.vtt", "text/vtt"),
    ("/a.wasm", "application/wasm"),
];

/// Existing files that are not served, and missing ones.
const MISSING: [&str; 16] = [
    "/nope",
    "/nope/x.html",
    "/nope.ics",
    "/assets/old-0123456789.css",
    "/assets/",
    "/images/",
    "/.deckyard-output",
    "/.htaccess",
    "/notes/.secret",
    "/notes/",
    "/.well-known/.secret",
    "/.git/config",
    "/_headers",
    "/_redirects",
    "/%2e%2e/secret.txt",
    "/x/../../secret.txt",
];

/// The value of a header in the file for hosts.
fn header_of(file: &str, name: &str) -> String {
    let start = format!("  {name}: ");
    let line = file.lines().find_map(|line| line.strip_prefix(&start));
    line.expect("a header").to_owned()
}

#[test]
fn each_line_of_the_recipes_has_its_effect() {
    let site = BuiltSite::new();
    let headers = site.text("_headers");
    std::thread::scope(|scope| {
        for kind in SERVERS {
            let (site, headers) = (&site, &headers);
            scope.spawn(move || {
                let Some(server) = Server::start(kind, Place::Top, &site.output()) else { return };
                types(kind, &server);
                missing(kind, site, &server);
                sent_headers(kind, &server, headers);
                shared(kind, &server);
                caching(kind, site, &server);
                compression(kind, site, &server);
                addresses(kind, &server);
            });
        }
    });
}

fn types(kind: Kind, server: &Server) {
    for (path, expected) in TYPES {
        let answer = server.get(path);
        assert_eq!(answer.status, 200, "{kind:?} {path}");
        let found = answer.header("content-type");
        assert!(found.starts_with(expected), "{kind:?} {path}: {found}");
    }
    assert_eq!(server.get("/.well-known/security.txt").status, 200, "{kind:?}");
}

fn missing(kind: Kind, site: &BuiltSite, server: &Server) {
    let page = site.text("404.html");
    for path in MISSING {
        let answer = server.get(path);
        // For some servers, a path that leaves the site is not a valid request.
        let is_way_out = path.contains("secret.txt");
        // Apache refuses folders without an index with 403, and the same page.
        let is_refused = kind == Kind::Apache && path.ends_with('/') && answer.status == 403;
        let is_missing = answer.status == 404 || is_refused || is_way_out && answer.status >= 400;
        assert!(is_missing, "{kind:?} {path}: {}", answer.status);
        assert!(!answer.contains("secret"), "{kind:?} {path}");
        if is_way_out {
            continue;
        }
        assert_eq!(String::from_utf8_lossy(&answer.body), page, "{kind:?} {path}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{kind:?} {path}");
        // A missing page may exist tomorrow.
        assert_eq!(answer.header("cache-control"), "public, max-age=300", "{kind:?} {path}");
    }
    if kind != Kind::Caddy {
        // Apache refuses with 403, and the same page.
        let answer = server.get("/way-out.txt");
        assert!(matches!(answer.status, 403 | 404), "{kind:?}: {}", answer.status);
        assert!(!answer.contains("secret") && answer.contains("<html"), "{kind:?}");
    }
}

fn sent_headers(kind: Kind, server: &Server, file: &str) {
    for path in ["/", "/bread.html", "/nope", "/a.png", "/.htaccess"] {
        let answer = server.get(path);
        for name in ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"] {
            assert_eq!(
                answer.header(&name.to_lowercase()),
                header_of(file, name),
                "{kind:?} {path}"
            );
        }
    }
    // The version helps attackers more than readers.
    let server = server.get("/").header("server");
    assert!(kind != Kind::Nginx || server == "nginx", "{server}");
}

/// Other sites may read the list of events, and nothing else.
fn shared(kind: Kind, server: &Server) {
    for (path, readers) in
        [("/events.json", "*"), ("/events.js", ""), ("/", ""), ("/a.json", ""), ("/nope", "")]
    {
        let found = server.get_with(path, &["Origin: https://example.com"]);
        assert_eq!(found.header("access-control-allow-origin"), readers, "{kind:?} {path}");
    }
    let policy = server.get("/events.json").header("content-security-policy");
    assert!(!policy.is_empty(), "{kind:?}");
}

fn caching(kind: Kind, site: &BuiltSite, server: &Server) {
    let for_ever = header_of(&site.text("_headers"), "Cache-Control");
    for (start, end) in [("deck-", ".css"), ("deck-", ".js"), ("icon-", ".svg")] {
        let answer = server.get(&site.asset(start, end));
        assert_eq!(
            (answer.status, answer.header("cache-control")),
            (200, for_ever.clone()),
            "{kind:?}"
        );
    }
    for path in ["/", "/bread.html", "/workshops.ics", "/images/loaf.svg", "/a.css"] {
        assert_eq!(
            server.get(path).header("cache-control"),
            "public, max-age=300",
            "{kind:?} {path}"
        );
    }
    let tag = server.get("/bread.html").header("etag");
    let again = server.get_with("/bread.html", &[&format!("If-None-Match: {tag}")]);
    assert_eq!(again.status, 304, "{kind:?}");
}

fn compression(kind: Kind, site: &BuiltSite, server: &Server) {
    let sheet = site.asset("deck-", ".css");
    let texts =
        ["/bread.html", &sheet, "/a.js", "/a.svg", "/a.json", "/a.xml", "/a.txt", "/a.webmanifest"];
    for path in texts {
        let answer = server.get_with(path, &["Accept-Encoding: gzip"]);
        assert_eq!(answer.header("content-encoding"), "gzip", "{kind:?} {path}");
        assert!(answer.header("vary").contains("Accept-Encoding"), "{kind:?} {path}");
        assert!(answer.body.len() < server.get(path).body.len(), "{kind:?} {path}");
    }
    let picture = server.get_with("/a.png", &["Accept-Encoding: gzip"]);
    assert_eq!(picture.header("content-encoding"), "", "{kind:?}");
}

fn addresses(kind: Kind, server: &Server) {
    let folder = server.get("/events/rye");
    assert!(matches!(folder.status, 301 | 308), "{kind:?}: {}", folder.status);
    let to = folder.header("location");
    assert!(to.ends_with("events/rye/"), "{kind:?}: {to}");
    assert!(kind != Kind::Nginx || to.starts_with('/'), "{to}");
    assert_eq!(server.get("/events/rye/").status, 200, "{kind:?}");
    for old in ["/next/", "/elsewhere/", "/events/old-rye/", "/bread.yml.html"] {
        let answer = server.get(old);
        assert_eq!(answer.status, 200, "{kind:?} {old}");
        assert!(answer.contains("http-equiv=\"refresh\""), "{kind:?} {old}");
    }
}

#[test]
fn a_site_below_a_path() {
    let site = BuiltSite::new();
    std::thread::scope(|scope| {
        for kind in SERVERS {
            let site = &site;
            scope.spawn(move || {
                let Some(server) = Server::start(kind, Place::Below, &site.output()) else {
                    return;
                };
                let statuses = |paths: &[&str]| {
                    paths.iter().map(|path| server.get(path).status).collect::<Vec<_>>()
                };
                let there = [
                    "/public/",
                    "/public/bread.html",
                    "/public/events/rye/",
                    "/public/.well-known/security.txt",
                ];
                assert_eq!(statuses(&there), [200; 4], "{kind:?}");
                let redirect = server.get("/public");
                assert_eq!(redirect.status, 301, "{kind:?}");
                assert!(redirect.header("location").ends_with("/public/"), "{kind:?}");
                let page = site.text("404.html");
                for path in
                    ["/public/nope", "/public/.htaccess", "/public/notes/.secret", "/public/notes/"]
                {
                    let answer = server.get(path);
                    let is_missing =
                        answer.status == 404 || kind == Kind::Apache && answer.status == 403;
                    assert!(is_missing, "{kind:?} {path}: {}", answer.status);
                    assert_eq!(String::from_utf8_lossy(&answer.body), page, "{kind:?} {path}");
                }
                let shared = |path| server.get(path).header("access-control-allow-origin");
                assert_eq!(
                    [shared("/public/events.json"), shared("/public/bread.html")],
                    ["*", ""],
                    "{kind:?}"
                );
                let policy = header_of(&site.text("_headers"), "Content-Security-Policy");
                assert_eq!(
                    server.get("/public/bread.html").header("content-security-policy"),
                    policy,
                    "{kind:?}"
                );
                // Without a rule, Caddy sends an empty answer.
                let outside = if kind == Kind::Caddy { 200 } else { 404 };
                assert_eq!(
                    statuses(&["/bread.html", "/nope"]),
                    [outside; 2],
                    "{kind:?}: outside of the site"
                );
                assert!(!server.get("/nope").contains(&page), "{kind:?}");
            });
        }
    });
}

#[test]
fn all_hosts_send_one_policy() {
    let policy = header_of(&BuiltSite::new().text("_headers"), "Content-Security-Policy");
    let files = [
        "nginx.conf",
        "nginx-below.conf",
        "apache.conf",
        "apache-below.conf",
        "Caddyfile",
        "Caddyfile-below",
    ];
    for file in files {
        let text = recipe(file);
        let lines: Vec<_> =
            text.lines().filter(|line| line.contains("Content-Security-Policy")).collect();
        assert_eq!(lines.len(), 1, "{file}");
        assert!(lines[0].contains(&format!("\"{policy}\"")), "{file}");
    }
}
