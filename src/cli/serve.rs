//! `deckyard serve`: builds in memory, serves, watches, and keeps open pages up to date.

#![expect(clippy::disallowed_methods, reason = "the environment and the clock are read here, once")]

mod builds;
mod changes;
mod followers;
mod page_commands;
mod qr;
mod shown;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use self::changes::Changed;
use self::followers::Followers;
use self::page_commands::PageCommands;
use self::shown::Shown;
use super::run::{CommandRun, fail, has_errors, summary};
use super::watching::{Rebuilt, Watching};
use super::{ExitStatus, SiteArguments};
use crate::diag::Warned;
use crate::diag::problem::counted;
use crate::io::browser;
use crate::io::editor::Editor;
use crate::io::files::DiskWorld;
use crate::io::serve::{Events, ListenerAddress, Options, Port, Server, ServerLimits};
use crate::io::watch::Mode;
use crate::path::{OutPath, percent_encoded};
use crate::report;
use crate::site::{Advice, Built, Content, Denied, PrivateNotes, Sources, SpeakerNotes};

/// The first port to try.
const PORT: u16 = 8000;

/// The arguments of `serve`.
#[derive(Args, Debug)]
pub(super) struct ServeArguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Address to listen on.
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// Port to listen on; fails if it is taken [default: the first free port from 8000].
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// Open the site in the browser.
    #[arg(long)]
    open: bool,
    /// Poll for changes every MS milliseconds, for network folders.
    #[arg(long, value_name = "MS", num_args = 0..=1, default_missing_value = "300")]
    poll: Option<u64>,
    /// Let others on the network follow the slides, read-only, at this address.
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, default_missing_value = "0.0.0.0")]
    follow: Option<IpAddr>,
    /// Show followers the speaker notes, except private ones.
    #[arg(long, requires = "follow")]
    follow_notes: bool,
    /// Editor that opens the location of a problem, such as `code` [default: $VISUAL].
    #[arg(long, value_name = "COMMAND")]
    editor: Option<String>,
}

/// Serves until the program ends.
pub(super) fn serve(arguments: &ServeArguments) -> ExitStatus {
    let mut run = match CommandRun::new(&arguments.site, Sources::Shown, Advice::Unwanted) {
        Ok(run) => run,
        Err(message) => return fail(&message),
    };
    run.config.private_notes = PrivateNotes::ForPresenter;
    run.config.denied = Denied::Warnings;
    match Serving::start(arguments, &run).map(|mut serving| serving.run()) {
        Ok(()) => ExitStatus::Success,
        Err(message) => fail(&message),
    }
}

/// How to find changes.
pub(super) fn mode(poll: Option<u64>) -> Mode {
    match poll {
        Some(interval) => Mode::Poll(Duration::from_millis(interval.max(1))),
        None => Mode::Native,
    }
}

/// The real places of copied files, with their paths in the output.
type Copied = BTreeMap<PathBuf, Vec<OutPath>>;

struct Serving<'a> {
    run: &'a CommandRun<'a>,
    watching: Watching<'a>,
    shown: Arc<Shown>,
    events: Events,
    /// Runs until dropped.
    _server: Server,
    /// The site's files that pages use unchanged.
    copies: Copied,
}

impl<'a> Serving<'a> {
    fn start(arguments: &ServeArguments, run: &'a CommandRun<'a>) -> Result<Self, String> {
        let events = Events::default();
        let token = random()?;
        let author = ListenerAddress {
            host: arguments.host,
            port: arguments.port.map_or(Port::From(PORT), Port::Exactly),
            names: Vec::new(),
        };
        let followers = arguments.follow.map(|host| ListenerAddress {
            host,
            port: Port::From(PORT + 1),
            names: own_address().into_iter().map(|address| address.to_string()).collect(),
        });
        let root = Arc::clone(run.world.folder());
        let output = arguments.site.output.clone();
        let commands = PageCommands::new(token.clone(), editor(arguments), output, events.clone());
        let notes =
            if arguments.follow_notes { SpeakerNotes::Shown } else { SpeakerNotes::LeftOut };
        let follow = arguments.follow.map(|_| Followers::new(&run.config.decks, notes));
        let shown = Arc::new(Shown::new(random()?, root, commands, follow));
        let mut watching = Watching::new(run, mode(arguments.poll))?;
        let first = watching.first();
        let options = Options { author, followers, token, limits: ServerLimits::default() };
        let site: Arc<Shown> = Arc::clone(&shown);
        let server = Server::start(options, site, &events)
            .map_err(|error| cannot_listen(&error, arguments))?;
        let address = server.address();
        let share = server.followers_address().map(share_address);
        if let Some(share) = &share {
            shown.share_at(share);
        }
        let copies = Copied::new();
        let mut serving = Self { run, watching, shown, events, _server: server, copies };
        serving.publish(first, true);
        serving.greet(address, share.as_deref());
        if arguments.open {
            browser::open(&format!("{}/", url(address))).unwrap_or_else(|error| {
                run.say(&format!("no browser opens ({error}); go there yourself\n"));
            });
        }
        Ok(serving)
    }

    fn run(&mut self) {
        while let Some(rebuilt) = self.watching.next() {
            self.publish(rebuilt, false);
            self.watching.rest();
        }
    }

    /// Shows a good build, or the problems of a bad one.
    fn publish(&mut self, rebuilt: Rebuilt, is_first: bool) {
        let Rebuilt { built: Warned { output: built, diagnostics }, changed, took } = rebuilt;
        let is_bad = has_errors(&diagnostics);
        let n_made = built.made.len();
        let mut gone = None;
        let (changes, events, is_news) = if is_bad {
            let notices = report::notices(&diagnostics, self.watching.world());
            let (event, is_news) = self.shown.keep(notices);
            (Changed::default(), vec![event], is_news)
        } else {
            // A picture that was missing until now counts as well.
            let before = std::mem::replace(&mut self.copies, copies(self.watching.world(), &built));
            let both = [&before, &self.copies];
            let places = changed.iter().flat_map(|path| both.map(|copies| copies.get(path)));
            let copies: BTreeSet<OutPath> = places.flatten().flatten().cloned().collect();
            let (changes, events, old) = self.shown.show(built, &copies, self.watching.world());
            gone = Some(old);
            let is_news = changes.any || !events.is_empty();
            (changes, events, is_news)
        };
        for event in &events {
            self.events.send(event);
        }
        drop(gone); // Only after browsers have received the events.
        if is_first || (is_bad && is_news) {
            self.run.arguments.output.report(&diagnostics, self.watching.world());
        }
        if is_first || !is_news {
            return;
        }
        let what = self.what(&changed);
        let outcome = if is_bad {
            "build failed; still serving the previous version".to_owned()
        } else {
            outcome(n_made, changes)
        };
        self.run.say(&format!(
            "{what}: {outcome}, {:.1} ms{}\n",
            took.as_secs_f64() * 1000.0,
            if diagnostics.is_empty() {
                String::new()
            } else {
                format!("; {}", summary(&diagnostics))
            },
        ));
    }

    /// The name of what changed, or how many files did.
    fn what(&self, changed: &BTreeSet<PathBuf>) -> String {
        let user_edits = self.watching.user_edits(changed);
        match user_edits.as_slice() {
            [] => "the site".to_owned(),
            [path] => self.watching.name(path),
            [path, more @ ..] => format!("{} and {} more", self.watching.name(path), more.len()),
        }
    }

    /// Prints where everything is.
    fn greet(&self, address: SocketAddr, share: Option<&str>) {
        let base = url(address);
        let mut text = format!("the site: {base}/\n");
        for deck in self.shown.decks() {
            // Writing to a String cannot fail, here and below.
            let _ = writeln!(text, "  {base}/{}.html", percent_encoded(&deck));
        }
        if let Some(shared) = self.shown.shared_in_words() {
            let _ = writeln!(text, "those who follow see {shared}");
        }
        if let Some(share) = share {
            let _ = writeln!(text, "to follow: {share}");
            text.push_str(&qr::text(share).unwrap_or_default());
        }
        text.push_str("Ctrl-C ends it.\n");
        self.run.say(&text);
    }
}

/// Why the server cannot listen, and what to do about it.
fn cannot_listen(error: &io::Error, arguments: &ServeArguments) -> String {
    let fix = match error.kind() {
        ErrorKind::AddrInUse if arguments.port.is_some() => {
            "; omit --port to use the next free one"
        }
        ErrorKind::AddrNotAvailable => "; without --host it is reached from this machine",
        ErrorKind::PermissionDenied => "; name one from 1024 on",
        _ => "",
    };
    format!("cannot listen: {error}{fix}")
}

/// `2 decks, 3 slides changed`.
fn outcome(n_made: usize, changes: Changed) -> String {
    let mut parts = vec![format!("{} rebuilt", counted(n_made, "deck"))];
    if changes.slides > 0 {
        parts.push(format!("{} changed", counted(changes.slides, "slide")));
    }
    if changes.frames > 0 {
        parts.push(format!("{} changed", counted(changes.frames, "page")));
    }
    if changes.pages > 0 {
        parts.push(format!("{} loaded anew", counted(changes.pages, "page")));
    }
    parts.join(", ")
}

/// The files that are served unchanged, by their real places.
fn copies(world: &DiskWorld, built: &Built) -> Copied {
    let mut copies = Copied::new();
    for (place, content) in &built.site.files {
        match content {
            Content::Copy(path) => {
                copies.entry(world.real(path)).or_default().push(place.clone());
            }
            Content::Bytes(_) => {}
        }
    }
    copies
}

fn editor(arguments: &ServeArguments) -> Option<Editor> {
    let visual = || std::env::var("VISUAL").ok();
    Editor::of(&arguments.editor.clone().or_else(visual)?)
}

/// An unguessable text.
fn random() -> Result<String, String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| format!("no random numbers: {error}"))?;
    Ok(format!("{:032x}", u128::from_ne_bytes(bytes)))
}

fn url(address: SocketAddr) -> String {
    match address.ip() {
        ip if ip.is_unspecified() => format!("http://localhost:{}", address.port()),
        _ => format!("http://{address}"),
    }
}

/// The address at which others reach a listener.
fn share_address(address: SocketAddr) -> String {
    let ip = if address.ip().is_unspecified() { own_address() } else { None };
    format!("http://{}/", SocketAddr::new(ip.unwrap_or(address.ip()), address.port()))
}

/// This machine's address on its network. Nothing is sent: connecting a datagram socket only asks
/// the system for the route.
fn own_address() -> Option<IpAddr> {
    const SOMEWHERE: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 9); // For documentation.
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect(SOMEWHERE).ok()?;
    Some(socket.local_addr().ok()?.ip())
}
