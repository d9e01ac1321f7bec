//! One request at a time, to a server of the public web and to no other.
//!
//! A name is resolved first, and the connection uses an address that was checked: a name that
//! resolves differently at the time of check and of use gains nothing.

use std::error::Error as StdError;
use std::fmt;
use std::io::Read as _;
use std::net::IpAddr;
use std::time::{Duration, SystemTime};

use ureq::Agent;
use ureq::config::Config;
use ureq::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderName, LOCATION, RETRY_AFTER};
use ureq::http::{Response, StatusCode, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use url::Url;

use super::address::{Reach, is_public_address};
use crate::io::clock;
use crate::render::Fragments;

/// The most of a page that is read.
const MOST_READ: u64 = 4 << 20;

/// The name that servers see.
const USER_AGENT: &str = concat!("Deckyard/", env!("CARGO_PKG_VERSION"), " (link checker)");

const ACCEPT: &str = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8";

/// The subject of a request.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// Whether the page exists.
    Head,
    /// The same, for a server that does not answer such requests.
    Get,
    /// The names in the page.
    Names,
}

/// The answer of a server.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    /// The target of a redirect, as written.
    pub(super) location: Option<String>,
    /// For how long the server asks not to be contacted.
    pub(super) retry_after: Option<Duration>,
    /// The names in the page, if they could be read.
    pub(super) names: Option<Fragments>,
    /// Whether the page is longer than what was read.
    pub(super) is_cut: bool,
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum NoAnswer {
    /// No such host.
    UnknownHost,
    /// The name cannot be resolved at the moment.
    NoResolver,
    /// The host has only private addresses.
    Private(IpAddr),
    Timeout,
    /// No encrypted connection: a certificate that is not valid, above all.
    Encryption(String),
    /// Any other failure.
    Failed(String),
}

/// Makes requests.
pub(super) struct Client(Agent);

impl Client {
    pub(super) fn new(reach: Reach, timeout: Duration) -> Self {
        let config = Config::builder()
            .user_agent(USER_AGENT)
            .accept(ACCEPT)
            .http_status_as_error(false)
            // Each target is checked before it is requested.
            .max_redirects(0)
            .max_redirects_will_error(false)
            // A proxy would resolve names itself, and could reach addresses that are forbidden
            // here.
            .proxy(None)
            .timeout_global(Some(timeout))
            .timeout_resolve(Some(timeout / 2))
            .max_idle_connections(64)
            .build();
        let resolver = ReachResolver { inner: DefaultResolver::default(), reach };
        Self(Agent::with_parts(config, DefaultConnector::new(), resolver))
    }

    /// Makes one request.
    pub(super) fn ask(&self, url: &Url, ask: Ask) -> Result<Answer, NoAnswer> {
        let request = match ask {
            Ask::Head => self.0.head(url.as_str()),
            Ask::Get | Ask::Names => self.0.get(url.as_str()),
        };
        let mut response = request.call().map_err(no_answer)?;
        let retry_after = header(&response, &RETRY_AFTER);
        let mut answer = Answer {
            status: response.status(),
            location: header(&response, &LOCATION),
            retry_after: retry_after.and_then(|text| pause(text.trim(), clock::now())),
            names: None,
            is_cut: false,
        };
        if ask == Ask::Names && answer.status.is_success() && is_readable_page(&response) {
            let mut page = Vec::new();
            let body = response.body_mut().as_reader();
            if body.take(MOST_READ + 1).read_to_end(&mut page).is_ok() {
                answer.is_cut = page.len() as u64 > MOST_READ;
                answer.names = Some(Fragments::of(&String::from_utf8_lossy(&page)));
            }
        }
        Ok(answer)
    }
}

/// The waiting time in `Retry-After`: seconds, or a point in time.
fn pause(text: &str, now: SystemTime) -> Option<Duration> {
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
    Some(SystemTime::from(until).duration_since(now).unwrap_or_default())
}

/// The text of a header. Addresses in UTF-8 are against the rules, and frequent.
fn header<B>(response: &Response<B>, name: &HeaderName) -> Option<String> {
    let value = response.headers().get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// Whether an answer is uncompressed HTML: compression is never requested.
fn is_readable_page<B>(response: &Response<B>) -> bool {
    let kind = header(response, &CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
    let is_page = kind.starts_with("text/html") || kind.starts_with("application/xhtml");
    let coding = header(response, &CONTENT_ENCODING);
    is_page && coding.is_none_or(|coding| coding.is_empty() || coding == "identity")
}

fn no_answer(error: ureq::Error) -> NoAnswer {
    match error {
        ureq::Error::Other(error) => match error.downcast::<Unresolved>() {
            Ok(unresolved) => unresolved.0,
            Err(other) => NoAnswer::Failed(other.to_string()),
        },
        ureq::Error::HostNotFound => NoAnswer::UnknownHost,
        ureq::Error::Timeout(ureq::Timeout::Resolve) => NoAnswer::NoResolver,
        ureq::Error::Timeout(_) => NoAnswer::Timeout,
        ureq::Error::Tls(text) => NoAnswer::Encryption(text.to_owned()),
        ureq::Error::Rustls(error) => NoAnswer::Encryption(error.to_string()),
        ureq::Error::Io(error) => match error.kind() {
            std::io::ErrorKind::TimedOut => NoAnswer::Timeout,
            // Among received data, only the records of an encrypted connection are checked like
            // this.
            std::io::ErrorKind::InvalidData => NoAnswer::Encryption(error.to_string()),
            std::io::ErrorKind::ConnectionRefused => {
                NoAnswer::Failed("the server refuses the connection".to_owned())
            }
            _ => NoAnswer::Failed(error.to_string()),
        },
        other => NoAnswer::Failed(other.to_string()),
    }
}

/// Resolves names to addresses that may be contacted.
#[derive(Debug)]
struct ReachResolver {
    inner: DefaultResolver,
    reach: Reach,
}

impl Resolver for ReachResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = match self.inner.resolve(uri, config, timeout) {
            Err(ureq::Error::Io(error)) => return Err(unresolved(resolver_failure(&error))),
            found => found?,
        };
        if self.reach == Reach::Everything {
            return Ok(found);
        }
        let mut public = self.empty();
        for address in found.iter().filter(|address| is_public_address(address.ip())) {
            public.push(*address);
        }
        match found.first() {
            Some(first) if public.is_empty() => Err(unresolved(NoAnswer::Private(first.ip()))),
            _ => Ok(public),
        }
    }
}

/// A failed resolution: only the system's message shows whether the failure may be temporary.
fn resolver_failure(error: &std::io::Error) -> NoAnswer {
    let text = error.to_string().to_ascii_lowercase();
    let is_temporary = ["temporary", "try again", "11002"].iter().any(|word| text.contains(word));
    if is_temporary { NoAnswer::NoResolver } else { NoAnswer::UnknownHost }
}

fn unresolved(why: NoAnswer) -> ureq::Error {
    ureq::Error::Other(Box::new(Unresolved(why)))
}

/// A failure of [`ReachResolver`], passed through the client.
#[derive(Debug)]
struct Unresolved(NoAnswer);

impl fmt::Display for Unresolved {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?}", self.0)
    }
}

impl StdError for Unresolved {}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use std::net::TcpListener;

    use url::Url;

    use super::{Ask, Client, NoAnswer, Reach, pause};

    /// A name is resolved when connecting, and only then is it known whether its address is
    /// private.
    #[test]
    fn names_of_private_addresses_get_no_connection() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let client = Client::new(Reach::Public, Duration::from_secs(10));
        for host in ["localhost", "127.0.0.1", "[::ffff:127.0.0.1]"] {
            for scheme in ["http", "https"] {
                let url = Url::parse(&format!("{scheme}://{host}:{port}/")).unwrap();
                let found = client.ask(&url, Ask::Get);
                assert!(matches!(found, Err(NoAnswer::Private(_))), "{url}: {found:?}");
            }
        }
        assert!(listener.accept().is_err(), "a connection was made");
    }

    #[test]
    fn pauses_are_seconds_or_moments() {
        let now = SystemTime::UNIX_EPOCH + Duration::new(1_445_412_480, 0);
        let seconds = |text| pause(text, now).map(|pause| pause.as_secs());
        assert_eq!(seconds("120"), Some(120));
        assert_eq!(seconds("Wed, 21 Oct 2015 07:28:30 GMT"), Some(30));
        assert_eq!(seconds("Wed, 21 Oct 2015 07:27:30 GMT"), Some(0));
        assert_eq!((seconds("soon"), seconds("-1"), seconds("")), (None, None, None));
    }
}
