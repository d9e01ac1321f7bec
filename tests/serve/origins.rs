//! Foreign pages: what they may request, frame and command, and what counts as a person's visit.

use deckyard::io::serve::Audience;

use crate::client::{Client, Setup, TOKEN, Window, serve, text};

fn setup() -> Setup {
    serve(&[("index.html", text("i")), ("follow.html", text("f")), ("a.css", text("css"))])
}

fn doors(setup: &Setup) -> [(Audience, Client); 2] {
    [(Audience::Author, setup.client()), (Audience::Followers, setup.follower())]
}

#[test]
fn no_answer_can_be_framed_or_held() {
    let setup = setup();
    for (audience, mut client) in doors(&setup) {
        for (method, target) in [
            ("GET", "/follow.html"),
            ("HEAD", "/follow.html"),
            ("GET", "/nothing.html"),
            ("DELETE", "/follow.html"),
            ("GET", "/__deckyard/nothing"),
        ] {
            let answer = client.ask(method, target, &[]);
            let header = |name| answer.header(name);
            assert_eq!(header("content-security-policy"), Some("frame-ancestors 'self'"));
            assert_eq!(header("x-frame-options"), Some("SAMEORIGIN"));
            assert_eq!(header("x-content-type-options"), Some("nosniff"));
            assert_eq!(header("referrer-policy"), Some("same-origin"));
            assert_eq!(header("cross-origin-resource-policy"), Some("same-origin"));
            // Browsers respect it on this machine only, and log a warning elsewhere.
            let opener = (audience == Audience::Author).then_some("same-origin");
            assert_eq!(header("cross-origin-opener-policy"), opener, "{method} {target}");
        }
    }
}

#[test]
fn pages_from_elsewhere_get_nothing_but_a_window() {
    let setup = setup();
    for (_, mut client) in doors(&setup) {
        for site in ["cross-site", "same-site", "other", ""] {
            let site = format!("Sec-Fetch-Site: {site}");
            for (mode, dest) in [
                ("no-cors", "image"),
                ("no-cors", "script"),
                ("no-cors", "style"),
                ("cors", "empty"),
                ("navigate", "iframe"),
                ("navigate", "embed"),
                ("no-cors", "document"),
            ] {
                let (mode, dest) =
                    (format!("Sec-Fetch-Mode: {mode}"), format!("Sec-Fetch-Dest: {dest}"));
                // Existing and missing pages look alike.
                for target in ["/follow.html", "/secret.html", "/__deckyard/events", "/a.css"] {
                    let answer = client.ask("GET", target, &[&site, &mode, &dest]);
                    assert_eq!(answer.status, 403, "{site} {mode} {dest} {target}");
                }
            }
            let link = [&site, "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"];
            assert_eq!(client.ask("GET", "/follow.html", &link).status, 200, "{site}");
            assert_eq!(client.ask("GET", "/follow.html", &[&site]).status, 403, "{site}");
        }
        for site in ["same-origin", "none"] {
            let site = format!("Sec-Fetch-Site: {site}");
            assert_eq!(client.ask("GET", "/follow.html", &[&site]).status, 200, "{site}");
        }
        let two = ["Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site"];
        assert_eq!(client.ask("GET", "/follow.html", &two).status, 403);
    }
    assert!(setup.site.visited.lock().expect("visited").is_empty(), "none of it was a visit");
    drop(Window::greeted(setup.client()));
}

#[test]
fn a_visit_is_a_person_that_goes_to_a_page() {
    let setup = setup();
    let visits = |setup: &Setup| std::mem::take(&mut *setup.site.visited.lock().expect("visited"));
    let ask = |method, target, headers: &[&str]| setup.ask(method, target, headers).status;
    let navigate = ["Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"];
    for site in ["Sec-Fetch-Site: none", "Sec-Fetch-Site: same-origin"] {
        let headers = [&[site], &navigate[..]].concat();
        assert_eq!(ask("GET", "/follow.html", &headers), 200);
        assert_eq!(ask("GET", "/", &headers), 200);
        assert_eq!(visits(&setup), ["follow.html", "index.html"], "{site}");
        // One that the browser has already.
        let etag =
            setup.get("/follow.html").header("etag").map(|tag| format!("If-None-Match: {tag}"));
        visits(&setup);
        let headers = [&headers[..], &[etag.as_deref().expect("a tag")]].concat();
        assert_eq!(ask("GET", "/follow.html", &headers), 304);
        assert_eq!(visits(&setup), ["follow.html"], "{site}");
        for purpose in ["Sec-Purpose: prefetch;prerender", "Purpose: prefetch", "X-Moz: prefetch"] {
            assert_eq!(ask("GET", "/follow.html", &[&headers[..3], &[purpose]].concat()), 200);
        }
        assert_eq!(ask("HEAD", "/follow.html", &headers[..3]), 200);
        assert_eq!(ask("GET", "/nothing.html", &headers[..3]), 404);
        for part in [
            ["Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"],
            ["Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: empty"],
        ] {
            assert_eq!(ask("GET", "/follow.html", &[&[site], &part[..]].concat()), 200);
        }
        assert!(visits(&setup).is_empty(), "{site}");
    }
    // Otherwise another page may have opened it.
    let headers = [&["Sec-Fetch-Site: cross-site"], &navigate[..]].concat();
    assert_eq!(ask("GET", "/follow.html", &headers), 200);
    assert!(visits(&setup).is_empty());
    // A program reports nothing, nor does a browser that uses this machine's name in the network.
    assert_eq!(ask("GET", "/follow.html", &[]), 200);
    assert_eq!(visits(&setup), ["follow.html"]);
    let port = setup.server.address().port();
    let mut named = setup.client();
    for (host, is_visit) in [("laptop.local", false), ("localhost", true), ("[::1]", true)] {
        named.send(format!("GET /follow.html HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n"));
        assert_eq!(named.answer("GET").expect("an answer").status, 200);
        assert_eq!(!visits(&setup).is_empty(), is_visit, "{host}");
    }
    assert_eq!(setup.follower().ask("GET", "/follow.html", &[]).status, 200);
    assert!(visits(&setup).is_empty(), "followers do not count");
}

#[test]
fn orders_come_from_pages_of_this_server_only() {
    let setup = setup();
    let token = format!("X-Deckyard-Token: {TOKEN}");
    let origin = format!("Origin: http://{}", setup.server.address());
    for site in ["cross-site", "same-site", "none", "other"] {
        let site = format!("Sec-Fetch-Site: {site}");
        for mode in ["no-cors", "cors", "navigate"] {
            let mode = format!("Sec-Fetch-Mode: {mode}");
            let headers = [&*token, &origin, &site, &mode, "Sec-Fetch-Dest: document"];
            assert_eq!(
                setup.client().post("/__deckyard/place", &headers, b"{}").status,
                403,
                "{site} {mode}"
            );
        }
    }
    assert!(setup.site.orders.lock().expect("orders").is_empty());
    let own = [&*token, &origin, "Sec-Fetch-Site: same-origin"];
    assert_eq!(setup.client().post("/__deckyard/place", &own, b"{}").status, 200);
    // A form cannot contain the token.
    let form = ["Content-Type: text/plain", &*origin, "Sec-Fetch-Site: same-origin"];
    assert_eq!(setup.client().post("/__deckyard/place", &form, b"{}").status, 403);
    // No other protocol bypasses these rules.
    let upgrade = [
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ];
    assert_eq!(setup.client().ask("GET", "/__deckyard/place", &upgrade).status, 404);
}
