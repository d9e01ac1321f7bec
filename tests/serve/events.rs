//! The stream of events.

use std::io::Read;
use std::thread;
use std::time::{Duration, Instant};

use deckyard::io::serve::{Audience, Channel};

use crate::client::{PATIENCE, Window, options, serve, serve_with};

#[test]
fn a_window_is_greeted_and_told_how_things_are() {
    let setup = serve(&[]);
    *setup.site.state.lock().expect("state") = Some("one\ntwo\r\nthree".to_owned());
    let mut window = Window::open(setup.client(), "?deck=a%20b");
    assert_eq!(window.next().as_deref(), Some("retry: 300"));
    let hello = "event: hello\ndata: Author deck=a%20b one\ndata: two\ndata: three";
    assert_eq!(window.next().as_deref(), Some(hello));
    let head = setup.ask("HEAD", "/__deckyard/events", &[]);
    assert_eq!(head.header("content-type"), Some("text/event-stream"));
    setup.await_clients(Audience::Author, 1);
}

#[test]
fn events_come_in_order_to_whom_they_are_for() {
    let setup = serve(&[]);
    let mut author = Window::greeted(setup.client());
    let mut follower = Window::greeted(setup.follower());
    setup.say("a", "1", Channel::Author);
    setup.say("b", "2\n3", Channel::Followers);
    setup.say("c", "4", Channel::Everyone);
    assert_eq!(author.next().as_deref(), Some("event: a\ndata: 1"));
    assert_eq!(author.next().as_deref(), Some("event: c\ndata: 4"));
    assert_eq!(follower.next().as_deref(), Some("event: b\ndata: 2\ndata: 3"));
    assert_eq!(follower.next().as_deref(), Some("event: c\ndata: 4"));
}

#[test]
fn a_large_event_arrives_whole() {
    let setup = serve(&[]);
    let mut window = Window::greeted(setup.client());
    let data = "é".repeat(1 << 20);
    setup.say("slide", &data, Channel::Everyone);
    assert!(window.next() == Some(format!("event: slide\ndata: {data}")));
}

#[test]
fn a_silent_stream_shows_that_it_is_alive() {
    let mut options = options();
    options.limits.heartbeat = Duration::from_millis(50);
    // A stream is not idle, and takes no requests.
    options.limits.idle = Duration::from_millis(60);
    options.limits.head = Duration::from_millis(60);
    options.limits.stall = Duration::from_millis(60);
    let setup = serve_with(options, &[]);
    let mut window = Window::greeted(setup.client());
    for _ in 0..5 {
        assert_eq!(window.next().as_deref(), Some(":"));
    }
    setup.say("a", "1", Channel::Author);
    while window.next().expect("still there") == ":" {}
}

#[test]
fn a_window_that_is_closed_is_forgotten() {
    let setup = serve(&[]);
    let windows: Vec<Window> = (0..10).map(|_| Window::greeted(setup.client())).collect();
    let follower = Window::greeted(setup.follower());
    setup.await_clients(Audience::Author, 10);
    setup.await_clients(Audience::Followers, 1);
    drop(windows);
    setup.await_clients(Audience::Author, 0);
    drop(follower);
    setup.await_clients(Audience::Followers, 0);
}

#[test]
fn a_window_that_does_not_read_is_dropped_and_delays_nobody() {
    let mut options = options();
    // Waiting for the slow client would take at least this long.
    options.limits.stall = Duration::from_secs(4);
    let setup = serve_with(options, &[]);
    let mut slow = setup.client();
    slow.request("GET", "/__deckyard/events", &[]);
    setup.await_clients(Audience::Author, 1);
    let mut window = Window::greeted(setup.client());
    setup.await_clients(Audience::Author, 2);
    let data = "x".repeat(100_000);
    let mut longest = Duration::ZERO;
    let started = Instant::now();
    while setup.events.clients(Audience::Author) == 2 {
        assert!(started.elapsed() < PATIENCE, "the slow one is never dropped");
        let sent = Instant::now();
        setup.say("big", &data, Channel::Everyone);
        longest = longest.max(sent.elapsed());
        assert_eq!(window.next().map(|event| event.len()), Some(data.len() + 17));
    }
    assert!(longest < Duration::from_secs(3), "{longest:?}");
    // The stream to the slow client ends, and so does its connection.
    let mut rest = Vec::new();
    drop(slow.stream.read_to_end(&mut rest));
    setup.say("small", "1", Channel::Everyone);
    assert_eq!(window.next().as_deref(), Some("event: small\ndata: 1"));
}

#[test]
fn no_change_falls_between_hello_and_the_first_event() {
    let setup = serve(&[]);
    thread::scope(|scope| {
        let sender = scope.spawn(|| {
            for i in 0..2000 {
                *setup.site.state.lock().expect("state") = Some(i.to_string());
                setup.say("i", &i.to_string(), Channel::Author);
                if i % 50 == 0 {
                    thread::sleep(Duration::from_millis(1));
                }
            }
        });
        for _ in 0..20 {
            let mut window = Window::open(setup.client(), "");
            window.next();
            let hello = window.next().expect("hello");
            let Ok(known) =
                hello.trim_start_matches("event: hello\ndata: Author ").trim().parse::<u32>()
            else {
                continue;
            };
            if known == 1999 {
                continue;
            }
            let Some(next) = window.next() else { continue };
            let next: u32 = next.trim_start_matches("event: i\ndata: ").parse().expect("a number");
            assert!(next <= known + 1, "{next} after {known}");
        }
        sender.join().expect("sent");
    });
}
