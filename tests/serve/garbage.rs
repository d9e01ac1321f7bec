//! Whatever is sent, the server survives, and only plain paths reach the site.

use std::io::Read;
use std::net::Shutdown;
use std::sync::OnceLock;

use proptest::prelude::*;

use crate::client::{Setup, serve, text};

fn setup() -> &'static Setup {
    static SETUP: OnceLock<Setup> = OnceLock::new();
    SETUP.get_or_init(|| serve(&[("index.html", text("x"))]))
}

/// Sends bytes, waits for an answer, and checks that the server still works.
fn survives(bytes: &[u8]) -> Result<(), TestCaseError> {
    let setup = setup();
    let mut client = setup.client();
    client.send(bytes);
    drop(client.stream.get_mut().shutdown(Shutdown::Write));
    drop(client.stream.read_to_end(&mut Vec::new()));
    prop_assert_eq!(setup.get("/").status, 200);
    for path in setup.asked() {
        let is_plain = path.split('/').all(|name| !matches!(name, "" | "." | ".."))
            && !path.contains(|c: char| c == '\\' || c.is_control());
        prop_assert!(is_plain, "{path:?}");
    }
    Ok(())
}

/// A piece of a request, or nearly one.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "GET ",
        "HEAD ",
        "POST ",
        "/",
        "/__deckyard/events",
        "/__deckyard/open",
        "..",
        "%2e",
        "%2f",
        "%00",
        "%",
        "\\",
        "é",
        "?",
        "#",
        "*",
        "http://localhost",
        " HTTP/1.1",
        " HTTP/1.0",
        "\r\n",
        "\r\n\r\n",
        "\n",
        "Host: localhost\r\n",
        "Host: ",
        "Content-Length: 5\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 99999999999999999999\r\n",
        "Transfer-Encoding: chunked\r\n",
        "5\r\nhello\r\n",
        "0\r\n\r\n",
        "ffffffffffffffff\r\n",
        "Range: bytes=0-\r\n",
        "Range: bytes=-\r\n",
        "Connection: upgrade\r\n",
        "Upgrade: websocket\r\n",
        "Expect: 100-continue\r\n",
        "Origin: null\r\n",
        ":",
        ",",
        "\0",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ]);
    prop_oneof![
        4 => known.prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..40),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_leave_the_server_alive(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        survives(&bytes)?;
    }

    #[test]
    fn pieces_of_requests_leave_the_server_alive(pieces in prop::collection::vec(piece(), 0..30)) {
        survives(&pieces.concat())?;
    }

    #[test]
    fn any_target_leaves_the_server_alive(
        targets in prop::collection::vec(prop::collection::vec(piece(), 0..6), 1..4),
    ) {
        let mut bytes = Vec::new();
        for target in targets {
            bytes.extend_from_slice(b"GET /");
            bytes.extend(target.concat());
            bytes.extend_from_slice(b" HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        survives(&bytes)?;
    }
}

#[test]
fn a_head_without_end_is_refused() {
    let setup = setup();
    let mut client = setup.client();
    let long = "x".repeat(200_000);
    client.send(format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {long}"));
    let mut answer = Vec::new();
    drop(client.stream.read_to_end(&mut answer));
    assert!(!answer.starts_with(b"HTTP/1.1 200"));
    let mut many = setup.client();
    many.send(format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "X: x\r\n".repeat(1000)));
    let mut answer = Vec::new();
    drop(many.stream.read_to_end(&mut answer));
    assert!(!answer.starts_with(b"HTTP/1.1 200"));
    assert_eq!(setup.get("/").status, 200);
}
