//! A site to be served, and a client that speaks HTTP by hand.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use deckyard::io::beneath::{Root, SiteFile};
use deckyard::io::serve::{
    Audience, BasePath, Body, Cache, Channel, Events, ListenerAddress, Options, Port, PortName,
    Reply, ServedPage, ServedSite, Server, ServerLimits, StreamEvent, Trust,
};

/// How long a test waits for expected events.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// The token of the server.
pub(crate) const TOKEN: &str = "0123456789abcdef";

/// A site with a few pages that records requests.
#[derive(Default)]
pub(crate) struct Fake {
    /// The author's pages, by path.
    pub(crate) pages: Mutex<BTreeMap<String, ServedPage>>,
    /// All paths that the server requested.
    pub(crate) asked: Mutex<Vec<(Audience, String)>>,
    /// The pages that a person went to in the author's browser.
    pub(crate) visited: Mutex<Vec<String>>,
    /// Whether the order `wait` may end.
    pub(crate) may_end: AtomicBool,
    /// All orders that came through.
    pub(crate) orders: Mutex<Vec<(String, Vec<u8>, Trust)>>,
    /// The current state, sent to new windows.
    pub(crate) state: Mutex<Option<String>>,
    /// The page for wrong addresses.
    pub(crate) lost: Mutex<Option<Arc<[u8]>>>,
}

/// A page in memory.
pub(crate) fn text(text: &str) -> ServedPage {
    ServedPage { body: Body::Bytes(text.as_bytes().into()), etag: None, cache: Cache::Revalidate }
}

/// A page on disk.
pub(crate) fn file(path: &Path) -> ServedPage {
    let root = Root::new(path.parent().expect("a folder")).expect("a folder");
    let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
    let body = Body::File(SiteFile::new(&Arc::new(root), name));
    ServedPage { body, etag: None, cache: Cache::Revalidate }
}

impl ServedSite for Fake {
    fn page(&self, audience: Audience, path: &str) -> Option<ServedPage> {
        self.asked.lock().expect("asked").push((audience, path.to_owned()));
        assert_ne!(path, "panic.html");
        if audience == Audience::Followers && path != "follow.html" {
            return None;
        }
        self.pages.lock().expect("pages").get(path).cloned()
    }

    fn visited(&self, path: &str) {
        self.visited.lock().expect("visited").push(path.to_owned());
    }

    fn not_found(&self, _: Audience, up: &str) -> Option<Arc<[u8]>> {
        let lost = self.lost.lock().expect("lost").clone()?;
        let text = String::from_utf8(lost.to_vec()).expect("text");
        Some(text.replace("UP", up).into_bytes().into())
    }

    fn post(&self, name: &str, body: &[u8], trust: Trust) -> Reply {
        self.orders.lock().expect("orders").push((name.to_owned(), body.to_owned(), trust));
        match name {
            "wait" => {
                let started = Instant::now();
                while !self.may_end.load(Ordering::SeqCst) && started.elapsed() < PATIENCE {
                    thread::sleep(Duration::from_millis(5));
                }
            }
            "panic" => panic!("an order that panics"),
            _ => {}
        }
        let status = if trust == Trust::Proven { 200 } else { 403 };
        Reply { status, json: "{}".to_owned() }
    }

    fn hello(&self, audience: Audience, query: &str) -> Vec<StreamEvent> {
        let state = self.state.lock().expect("state").clone();
        let data = format!("{audience:?} {query} {}", state.unwrap_or_default());
        let other = match audience {
            Audience::Author => Channel::Followers,
            Audience::Followers | Audience::Remote => Channel::Author,
        };
        vec![
            StreamEvent { name: "not-for-you", data: "".into(), channel: other },
            StreamEvent { name: "hello", data: data.into(), channel: Channel::Everyone },
        ]
    }
}

/// A running server.
pub(crate) struct Setup {
    pub(crate) server: Server,
    pub(crate) site: Arc<Fake>,
    pub(crate) events: Events,
}

/// Options for tests: any port, and short time limits.
pub(crate) fn options() -> Options {
    let place = ListenerAddress {
        hosts: vec![IpAddr::V4(Ipv4Addr::LOCALHOST)],
        port: Port::Exactly(0),
        allowed: vec!["slides.example.org".parse().expect("a name")],
        workspace: PortName::new("bold-fox-", ".app.example.net"),
        names: vec!["laptop.local".parse().expect("a name")],
    };
    Options {
        author: place.clone(),
        followers: Some(place),
        follower_commands: &[],
        remote: None,
        token: TOKEN.to_owned(),
        base: BasePath::default(),
        limits: ServerLimits::default(),
    }
}

/// Serves some pages.
pub(crate) fn serve(pages: &[(&str, ServedPage)]) -> Setup {
    serve_with(options(), pages)
}

/// Serves some pages, with options.
pub(crate) fn serve_with(options: Options, pages: &[(&str, ServedPage)]) -> Setup {
    let site = Arc::new(Fake::default());
    let pages = pages.iter().map(|(path, page)| ((*path).to_owned(), page.clone()));
    site.pages.lock().expect("pages").extend(pages);
    let events = Events::default();
    let shown: Arc<dyn ServedSite> = Arc::clone(&site) as Arc<dyn ServedSite>;
    let server = Server::start(options, shown, &events).expect("a server");
    Setup { server, site, events }
}

impl Setup {
    /// A connection to the author's listener.
    pub(crate) fn client(&self) -> Client {
        Client::new(self.server.address())
    }

    /// A connection to the followers' listener.
    pub(crate) fn follower(&self) -> Client {
        Client::new(self.server.followers_address().expect("a second door"))
    }

    /// The answer to one request.
    pub(crate) fn ask(&self, method: &str, target: &str, headers: &[&str]) -> Answer {
        self.client().ask(method, target, headers)
    }

    /// The answer to a GET.
    pub(crate) fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, &[])
    }

    /// The requests to the site since the last call.
    pub(crate) fn asked(&self) -> Vec<String> {
        let asked = std::mem::take(&mut *self.site.asked.lock().expect("asked"));
        asked.into_iter().map(|(_, path)| path).collect()
    }

    /// Sends an event to all.
    pub(crate) fn say(&self, name: &'static str, data: &str, channel: Channel) {
        self.events.send(&StreamEvent { name, data: data.into(), channel });
    }

    /// Waits until this many windows are connected.
    #[track_caller]
    pub(crate) fn await_clients(&self, audience: Audience, count: usize) {
        let started = Instant::now();
        while self.events.clients(audience) != count {
            let found = self.events.clients(audience);
            assert!(started.elapsed() < PATIENCE, "{found} clients, not {count}");
            thread::sleep(Duration::from_millis(5));
        }
    }
}

/// An answer of the server.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(known, _)| known == name);
        let value = found.next().map(|(_, value)| value.as_str());
        assert!(found.next().is_none(), "{name} twice");
        value
    }

    /// The body as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("text")
    }
}

/// A connection.
pub(crate) struct Client {
    pub(crate) stream: BufReader<TcpStream>,
    host: String,
}

impl Client {
    pub(crate) fn new(address: SocketAddr) -> Self {
        Self::by(TcpStream::connect(address).expect("a connection"), address)
    }

    /// A client that speaks to an address over a connection.
    pub(crate) fn by(stream: TcpStream, address: SocketAddr) -> Self {
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        stream.set_write_timeout(Some(PATIENCE)).expect("a limit");
        Self { stream: BufReader::new(stream), host: address.to_string() }
    }

    /// Sends raw bytes; the server may hang up in the meantime.
    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) {
        drop(self.stream.get_mut().write_all(bytes.as_ref()));
    }

    /// Sends the head of a request with the right host.
    pub(crate) fn request(&mut self, method: &str, target: &str, headers: &[&str]) {
        let mut head = format!("{method} {target} HTTP/1.1\r\nHost: {}\r\n", self.host);
        for header in headers {
            write!(head, "{header}\r\n").expect("a string takes all");
        }
        head.push_str("\r\n");
        self.send(head);
    }

    /// The answer to a request without a body.
    #[track_caller]
    pub(crate) fn ask(&mut self, method: &str, target: &str, headers: &[&str]) -> Answer {
        self.request(method, target, headers);
        self.answer(method).expect("an answer")
    }

    /// The answer to a POST.
    pub(crate) fn post(&mut self, target: &str, headers: &[&str], body: &[u8]) -> Answer {
        let length = format!("Content-Length: {}", body.len());
        let headers: Vec<&str> = headers.iter().copied().chain([length.as_str()]).collect();
        self.request("POST", target, &headers);
        self.send(body);
        self.answer("POST").expect("an answer")
    }

    /// One line without its end.
    pub(crate) fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.stream.read_line(&mut line).ok()?;
        (read > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned())
    }

    /// The status and headers of the next answer.
    pub(crate) fn head(&mut self) -> Option<Answer> {
        let status = self.line()?.split(' ').nth(1)?.parse().ok()?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            if line.is_empty() {
                return Some(Answer { status, headers, body: Vec::new() });
            }
            let (name, value) = line.split_once(':').expect("a header");
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
    }

    /// The next answer; nothing if the server hangs up before it ends.
    pub(crate) fn answer(&mut self, method: &str) -> Option<Answer> {
        let mut answer = self.head()?;
        if method == "HEAD" || answer.status == 304 {
            return Some(answer);
        }
        let length = answer.header("content-length").expect("a length").parse().expect("a number");
        answer.body = vec![0; length];
        self.stream.read_exact(&mut answer.body).ok()?;
        Some(answer)
    }

    /// Whether the server hangs up, and sends nothing before.
    pub(crate) fn is_closed(&mut self) -> bool {
        let mut rest = Vec::new();
        match self.stream.read_to_end(&mut rest) {
            Ok(_) => rest.is_empty(),
            Err(error) => error.kind() == std::io::ErrorKind::ConnectionReset,
        }
    }
}

/// A window that listens to events.
pub(crate) struct Window {
    client: Client,
    rest: String,
}

impl Window {
    pub(crate) fn open(mut client: Client, query: &str) -> Self {
        client.request("GET", &format!("/__deckyard/events{query}"), &[]);
        let head = client.head().expect("a stream");
        assert_eq!(head.status, 200);
        assert_eq!(head.header("content-type"), Some("text/event-stream"));
        assert_eq!(head.header("cache-control"), Some("no-store"));
        assert_eq!(head.header("x-accel-buffering"), Some("no"));
        Self { client, rest: String::new() }
    }

    /// The next block of lines, without numbers; empty once the stream has ended.
    pub(crate) fn next(&mut self) -> Option<String> {
        loop {
            if let Some((block, rest)) = self.rest.split_once("\n\n") {
                let kept: Vec<&str> = block.lines().filter(|l| !l.starts_with("id:")).collect();
                let block = kept.join("\n");
                self.rest = rest.to_owned();
                return Some(block);
            }
            let size = usize::from_str_radix(&self.client.line()?, 16).ok()?;
            let mut chunk = vec![0; size + 2];
            self.client.stream.read_exact(&mut chunk).ok()?;
            chunk.truncate(size);
            if size == 0 {
                return None;
            }
            self.rest.push_str(&String::from_utf8(chunk).expect("text"));
        }
    }

    /// Opens a window and reads the greeting and the first events.
    pub(crate) fn greeted(client: Client) -> Self {
        let mut window = Self::open(client, "");
        assert_eq!(window.next().as_deref(), Some("retry: 300"));
        assert!(window.next().is_some_and(|hello| hello.starts_with("event: hello\n")));
        window
    }
}
