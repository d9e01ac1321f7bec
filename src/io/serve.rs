//! Serves a site from memory over HTTP, while its author edits it.
//!
//! One thread serves all connections. Work that may block, such as reading files and the commands
//! that windows post, runs in at most four others. So a slow client, or five hundred idle ones,
//! delay no one, and neither memory nor threads grow without limit.
//!
//! There are up to three listeners, each with a port of its own. The author's windows, for writing
//! and presenting, connect to one. Another one is opened for a session that others follow, and is
//! read-only by construction: every request there carries [`Audience::Followers`], and no command
//! is accepted but those of [`Options::follower_commands`]. The third one is for the presenter's
//! remote control, and answers only clients with its key.
//!
//! **Invariant:** a path that reaches the [`ServedSite`] is a plain relative path of names: decoded,
//! without `.` and `..`, without empty names, backslashes and control characters. And it was
//! requested under an address, a name of this machine or one that its user allows, so that no foreign
//! page can reach the site by pointing its own name here (DNS rebinding).
//!
//! This module knows neither the parts of a site nor the meaning of its events. It watches nothing
//! and prints nothing.

mod body;
mod client_key;
mod connection;
mod content;
mod entry;
mod etag;
mod events;
mod gate;
mod hosts;
mod info;
mod kind;
mod listen;
mod listener;
mod names;
mod places;
mod range;
mod refusal;
mod respond;
mod secret;
mod target;
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
mod ulimit;

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::runtime;
use tokio::sync::oneshot;

pub use self::client_key::ClientKey;
pub use self::etag::etag;
pub use self::events::{Channel, Events, StreamEvent};
pub use self::gate::RemoteSecrets;
pub use self::names::{BasePath, HostName, PortName};

use self::listener::Listener;
use super::beneath::SiteFile;

/// How many threads read files and run commands. Four keep a disk busy.
const BLOCKING_THREADS: usize = 4;

/// Size limit for the body of a command, in bytes.
pub const MOST_BODY: usize = 64 * 1024;

/// The site to serve. It answers immediately, from memory, except in [`ServedSite::post`].
pub trait ServedSite: Send + Sync + 'static {
    /// The page at a path such as `a/b.html`, which has no slash in front and is a plain path of
    /// names.
    fn page(&self, audience: Audience, path: &str) -> Option<ServedPage>;

    /// A person went to a page in the author's browser. Called for each such request, between
    /// [`ServedSite::page`] and sending the page, in a thread where it may block.
    fn visited(&self, path: &str);

    /// The page for addresses that do not exist, as HTML. Links from there to the top of the site
    /// begin with `up`, such as `../../`.
    fn not_found(&self, audience: Audience, up: &str) -> Option<Arc<[u8]>>;

    /// Carries out a command: `POST /__deckyard/<name>`, with a body of at most [`MOST_BODY`], from
    /// the sender in `trust`. It runs in a thread where it may block.
    fn post(&self, name: &str, body: &[u8], trust: Trust) -> Reply;

    /// What a new window receives first, of its channels. The site must record a change *before* it
    /// sends the event: then the window finds it here or receives it, or both.
    fn hello(&self, audience: Audience, query: &str) -> Vec<StreamEvent>;
}

/// The listener that received a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// The author's windows.
    Author,
    /// Followers, on their own machines.
    Followers,
    /// The presenter's remote control.
    Remote,
}

/// Who sent a command, as far as that is proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// It came from a page with the token.
    Proven,
    /// Any program on this machine may have sent it.
    Unproven,
    /// It came from the remote control, with its cookie.
    Remote,
    /// Any follower may have sent it, from this address.
    Follower(ClientKey),
}

/// A page or file.
#[derive(Debug, Clone)]
pub struct ServedPage {
    /// The content. The content type follows from the name.
    pub body: Body,
    /// Its strong entity tag, with quotes, if already known: see [`etag()`]. Otherwise it is
    /// computed for each request, from the bytes, or from the size and time of a file.
    pub etag: Option<String>,
    /// How long browsers may cache it.
    pub cache: Cache,
}

/// A page's content.
#[derive(Debug, Clone)]
pub enum Body {
    /// Bytes in memory.
    Bytes(Arc<[u8]>),
    /// A file of the site, opened for each request, once, and read piece by piece.
    File(SiteFile),
}

/// How long browsers may cache a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cache {
    /// Forever: changed content has another name.
    Immutable,
    /// Until the next request, which revalidates it.
    Revalidate,
}

/// The answer to a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The status code, such as 200.
    pub status: u16,
    /// The answer's body, as JSON.
    pub json: String,
}

/// Which port to listen on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    /// This port only; 0 lets the system choose.
    Exactly(u16),
    /// This port, or the next free one, among fifty.
    From(u16),
}

/// Where a listener is.
#[derive(Debug, Clone)]
pub struct ListenerAddress {
    /// The addresses to listen on, all with one port. Addresses that the machine lacks are left
    /// out, unless it lacks all of them.
    pub hosts: Vec<IpAddr>,
    /// The port to listen on.
    pub port: Port,
    /// Host names that requests may contain, besides `localhost` and addresses: those of proxies
    /// that forward to this server.
    pub allowed: Vec<HostName>,
    /// The host names that a service which runs the machine maps to its ports.
    pub workspace: Option<PortName>,
    /// Names of the machine here.
    pub names: Vec<HostName>,
}

/// How a server is set up.
#[derive(Debug, Clone)]
pub struct Options {
    /// The listener for the author's windows.
    pub author: ListenerAddress,
    /// The listener for followers, if any.
    pub followers: Option<ListenerAddress>,
    /// The names of commands that followers may send.
    pub follower_commands: &'static [&'static str],
    /// The listener for the remote control, if any.
    pub remote: Option<(ListenerAddress, RemoteSecrets)>,
    /// The secret that the author's pages know and send with commands, in the header
    /// `X-Deckyard-Token`. An empty one is never valid.
    pub token: String,
    /// The path below which the site is served, at both listeners.
    pub base: BasePath,
    /// Limits of size and time.
    pub limits: ServerLimits,
}

impl Default for Options {
    fn default() -> Self {
        let (allowed, workspace, names) = (Vec::new(), None, Vec::new());
        let hosts = vec![IpAddr::V4(Ipv4Addr::LOCALHOST)];
        Self {
            author: ListenerAddress { hosts, port: Port::From(8000), allowed, workspace, names },
            followers: None,
            follower_commands: &[],
            remote: None,
            token: String::new(),
            base: BasePath::default(),
            limits: ServerLimits::default(),
        }
    }
}

/// Limits on the data that a server accepts from its clients, and on waiting for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerLimits {
    /// How many connections a listener holds at once. For one more, the one idle for the longest
    /// time is closed.
    pub connections: usize,
    /// How many of them may come from one address, or from one IPv6 network (64 bits).
    pub per_address: usize,
    /// The time limit for the head of a request, from its first byte.
    pub head: Duration,
    /// The time limit for the body of a request.
    pub body: Duration,
    /// How long a connection may stay silent between requests.
    pub idle: Duration,
    /// How long a client may read nothing while data for it is waiting.
    pub stall: Duration,
    /// How often a stream without events shows that it is alive.
    pub heartbeat: Duration,
    /// How many events may wait for a client before it is dropped.
    pub queue: usize,
}

impl Default for ServerLimits {
    fn default() -> Self {
        Self {
            connections: 1024,
            // A whole room of followers may share one address, and each browser keeps one busy
            // connection and some idle ones.
            per_address: 512,
            head: Duration::from_secs(10),
            body: Duration::from_secs(10),
            // Browsers reconnect when needed.
            idle: Duration::from_mins(2),
            stall: Duration::from_secs(30),
            heartbeat: Duration::from_secs(15),
            // Capacity for a burst while the serving thread waits for a processor.
            queue: 256,
        }
    }
}

/// A running server, until stopped or dropped.
#[derive(Debug)]
pub struct Server {
    author: SocketAddr,
    followers: Option<SocketAddr>,
    remote: Option<SocketAddr>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Opens the listeners and serves `site` in a thread of its own. From then on, connected
    /// windows receive what is sent to `events`.
    pub fn start(options: Options, site: Arc<dyn ServedSite>, events: &Events) -> io::Result<Self> {
        let Options { author, followers, follower_commands, remote, token, base, limits } = options;
        #[cfg(any(target_os = "linux", target_vendor = "apple"))]
        let limits = ulimit::raised(limits);
        let events = events.clone();
        let inside = entry::Inside { site, events, token, base, follower_commands, limits };
        let inside = Arc::new(inside);
        let runtime = runtime::Builder::new_current_thread()
            .enable_all()
            .max_blocking_threads(BLOCKING_THREADS)
            .build()?;

        let within = runtime.enter();
        let author = Listener::open(author, Audience::Author, None, &inside)?;
        let followers = followers
            .map(|place| Listener::open(place, Audience::Followers, None, &inside))
            .transpose()?;
        let remote = remote
            .map(|(place, secrets)| Listener::open(place, Audience::Remote, Some(secrets), &inside))
            .transpose()?;
        drop(within);
        let author_at = author.address();
        let [followers_at, remote_at] =
            [&followers, &remote].map(|listener| listener.as_ref().map(Listener::address));

        let listeners = [Some(author), followers, remote].into_iter().flatten();
        let listeners: Vec<Listener> = listeners.collect();
        let (stop, stopped) = oneshot::channel();
        let thread = thread::Builder::new().name("serve".to_owned()).spawn(move || {
            runtime.block_on(async {
                for listener in listeners {
                    listener.serve();
                }
                // A stop request and a dropped server have the same effect.
                drop(stopped.await);
            });
            // Closes all connections, and does not wait for a running command.
            runtime.shutdown_background();
        })?;
        Ok(Self {
            author: author_at,
            followers: followers_at,
            remote: remote_at,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Where the author's listener is: its first address.
    pub fn address(&self) -> SocketAddr {
        self.author
    }

    /// The address of the followers' listener, if there is one.
    pub fn followers_address(&self) -> Option<SocketAddr> {
        self.followers
    }

    /// The address of the remote control's listener, if there is one.
    pub fn remote_address(&self) -> Option<SocketAddr> {
        self.remote
    }

    /// Closes the listeners and all connections, at once.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // An error means that the thread has already ended.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != thread::current().id()
        {
            // A thread that panicked has ended, too.
            drop(thread.join());
        }
    }
}
