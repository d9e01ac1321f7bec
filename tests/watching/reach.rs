//! Addresses of `serve` other than those of its own machine: a path, a service, a tunnel.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;

use super::{Program, site, wait_for, write};

/// The output of the program until it waits.
fn greeting(program: &Program) -> Vec<String> {
    let mut lines = Vec::new();
    while !lines.iter().any(|line: &String| line.starts_with("Ctrl-C")) {
        lines.push(wait_for(&program.lines, |_| true, "Ctrl-C"));
    }
    lines
}

/// The rest of the only line that begins so.
fn after<'a>(lines: &'a [String], start: &str) -> &'a str {
    let mut found = lines.iter().filter_map(|line| line.strip_prefix(start));
    let rest = found.next().unwrap_or_else(|| panic!("{start} in {lines:#?}"));
    assert!(found.next().is_none(), "{start} twice in {lines:#?}");
    rest
}

fn ask(address: &str, head: &str, body: &str) -> String {
    let mut socket = TcpStream::connect(address).expect("a connection");
    let request = format!("{head}\r\nHost: {address}\r\nConnection: close\r\n\r\n{body}");
    socket.write_all(request.as_bytes()).expect("a request");
    let mut answer = String::new();
    socket.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn everything_works_below_the_path_of_the_published_site() {
    let site = site();
    write(&site.path().join("workshops.yml"), "site:\n  url: https://example.org/courses/\n");
    let arguments = ["serve", "--port", "0", "--follow", "127.0.0.1", "--base"];
    let program = Program::start(site.path(), &arguments);
    let lines = greeting(&program);
    let url = after(&lines, "the site: http://");
    let address = url.strip_suffix("/courses/").expect("the path");
    assert!(lines.contains(&format!("  http://{address}/courses/one.html")), "{lines:#?}");
    let get = |path: &str| ask(address, &format!("GET {path} HTTP/1.1"), "");

    let page = get("/courses/one.html");
    assert!(page.contains(" src=\"./__deckyard/live.js\""), "{page}");
    assert!(get("/courses/__deckyard/live.js").starts_with("HTTP/1.1 200"));
    assert!(get("/one.html").starts_with("HTTP/1.1 404"));
    let lost = get("/courses/no/such.html");
    assert!(lost.contains("=\"../index.html\"") && !lost.contains("courses"), "{lost}");

    let (_, token) = page.split_once("data-token=\"").expect("a token");
    let (token, _) = token.split_once('"').expect("its end");
    let order = "{\"deck\":\"one\"}";
    let head = format!(
        "POST /courses/__deckyard/share HTTP/1.1\r\nX-Deckyard-Token: {token}\r\nContent-Length: {}",
        order.len()
    );
    let shared = ask(address, &head, order);
    let share = after(&lines, "to follow: ");
    assert!(share.ends_with("/courses/"), "{share}");
    assert!(shared.contains(&format!("\"url\":\"{share}one.html\"")), "{shared}");
    let followers = share.strip_prefix("http://").and_then(|url| url.strip_suffix("/courses/"));
    let followers = followers.expect("an address");
    let start = ask(followers, "GET /courses/ HTTP/1.1", "");
    assert!(start.contains("<a href=\"./one.html\">"), "{start}");
    let nothing = ask(followers, "GET /courses/a/b HTTP/1.1", "");
    assert!(nothing.contains("<a href=\"../one.html\">"), "{nothing}");
}

#[test]
fn the_addresses_of_services_and_tunnels_are_printed_and_answered() {
    let site = site();
    let program = Program::start_by(
        |program| {
            let mut command = Command::new(program);
            command.env("CODESPACE_NAME", "bold-fox");
            command.env("GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN", "app.github.dev");
            command
        },
        site.path(),
        &["serve", "--host", "localhost", "--follow", "--follow-url", "https://talk.example.org/x"],
    );
    let lines = greeting(&program);
    let local = after(&lines, "on this machine: http://localhost:").trim_end_matches('/');
    let name = format!("bold-fox-{local}.app.github.dev");
    assert_eq!(after(&lines, "the site: "), format!("https://{name}/"));
    assert_eq!(after(&lines, "to follow: "), "https://talk.example.org/x/");
    let status = |host: &str| {
        let mut socket = TcpStream::connect(format!("127.0.0.1:{local}")).expect("a connection");
        let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        socket.write_all(request.as_bytes()).expect("a request");
        let mut answer = String::new();
        socket.read_to_string(&mut answer).expect("an answer");
        answer.split(' ').nth(1).map(str::to_owned)
    };
    assert_eq!(status(&name).as_deref(), Some("200"));
    assert_eq!(status("bold-fox-1.app.github.dev").as_deref(), Some("421"));
    // The tunnel is for followers only.
    assert_eq!(status("talk.example.org").as_deref(), Some("421"));
}
