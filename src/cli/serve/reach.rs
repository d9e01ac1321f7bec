//! How browsers reach the server: the addresses to listen on, the names to answer to, the links to
//! print.

use std::fmt::{self, Display, Formatter};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};
use std::str::FromStr;

use crate::io::machine;
use crate::io::serve::{BasePath, HostName, PortName};

/// How many addresses of the machine are printed: with IPv6 it may have dozens.
const MOST_ADDRESSES: usize = 6;

/// Where to listen, as given by the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ListenHost {
    Address(IpAddr),
    /// This machine, in both families of addresses.
    Localhost,
    /// All addresses of a name.
    Name(String),
}

impl FromStr for ListenHost {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
        if let Ok(address) = bare.parse() {
            return Ok(Self::Address(address));
        }
        if text.eq_ignore_ascii_case("localhost") {
            return Ok(Self::Localhost);
        }
        if text.starts_with('.') {
            return Err("expected an address or the name of a host".to_owned());
        }
        text.parse::<HostName>().map(|_| Self::Name(text.to_owned()))
    }
}

impl Display for ListenHost {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => address.fmt(out),
            Self::Localhost => out.write_str("localhost"),
            Self::Name(name) => out.write_str(name),
        }
    }
}

impl ListenHost {
    /// The addresses to listen on.
    pub(super) fn addresses(&self) -> Result<Vec<IpAddr>, String> {
        match self {
            // On some systems, only the second one receives IPv4.
            Self::Address(IpAddr::V6(Ipv6Addr::UNSPECIFIED)) => {
                Ok(vec![Ipv6Addr::UNSPECIFIED.into(), Ipv4Addr::UNSPECIFIED.into()])
            }
            Self::Address(address) => Ok(vec![*address]),
            Self::Localhost => Ok(vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()]),
            Self::Name(name) => {
                let found = (name.as_str(), 0).to_socket_addrs();
                let found = found.map_err(|error| format!("`{name}` has no address: {error}"))?;
                let mut addresses: Vec<IpAddr> = found.map(|found| found.ip()).collect();
                addresses.dedup();
                Ok(addresses)
            }
        }
    }

    /// The names under which others reach this server: none while it listens on this machine only.
    /// A name of this machine is one that a network can point elsewhere.
    pub(super) fn names(&self, machine: &[HostName]) -> Vec<HostName> {
        match self {
            Self::Localhost => Vec::new(),
            Self::Address(address) if address.is_loopback() => Vec::new(),
            Self::Address(_) => machine.to_vec(),
            Self::Name(name) => machine.iter().cloned().chain(name.parse()).collect(),
        }
    }
}

/// Below which path to serve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum BaseArgument {
    /// The path of the site's own address.
    OfSite,
    Path(BasePath),
}

impl FromStr for BaseArgument {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "" => Ok(Self::OfSite),
            path => path.parse().map(Self::Path),
        }
    }
}

/// The names of the machine: its own, and its name in the local network.
pub(super) fn machine_names(variable: &dyn Fn(&str) -> String) -> Vec<HostName> {
    let name = machine::name().unwrap_or_else(|| variable("COMPUTERNAME"));
    let short = name.split('.').next().unwrap_or_default();
    let names = [name.clone(), short.to_owned(), format!("{short}.local")];
    names.iter().filter_map(|name| name.parse().ok()).collect()
}

/// The host name that a service maps to a port of the machine that it runs, if this is such a
/// machine.
pub(super) fn workspace(variable: &dyn Fn(&str) -> String) -> Option<PortName> {
    let codespace = variable("CODESPACE_NAME");
    let domain = variable("GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN");
    if !codespace.is_empty() && !domain.is_empty() {
        return PortName::new(&format!("{codespace}-"), &format!(".{domain}"));
    }
    let url = variable("GITPOD_WORKSPACE_URL");
    let host = if let Some(host) = url.strip_prefix("https://") {
        host.trim_end_matches('/').to_owned()
    } else {
        let part = |name| Some(variable(name)).filter(|value| !value.is_empty());
        format!("{}.{}", part("GITPOD_WORKSPACE_ID")?, part("GITPOD_WORKSPACE_CLUSTER_HOST")?)
    };
    PortName::new("", &format!("-{host}"))
}

/// The address at which followers find the site through a proxy or a tunnel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PublicUrl {
    /// With a slash at its end.
    pub(super) url: String,
    pub(super) host: HostName,
}

impl FromStr for PublicUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "expected an address such as `https://slides.example.org/`".to_owned();
        let url = crate::path::uri(text);
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let rest = rest
            .filter(|rest| !rest.contains(['?', '#', '@', '"', '<', '>', '\\']))
            .ok_or_else(wrong)?;
        let authority = rest.split('/').next().unwrap_or_default();
        let host = match authority.rsplit_once(':') {
            Some((host, port)) if port.parse::<u16>().is_ok() => host,
            _ => authority,
        };
        let host = host.parse().map_err(|_| wrong())?;
        Ok(Self { url: format!("{}/", url.trim_end_matches('/')), host })
    }
}

/// The links to a listener.
pub(super) struct Links<'a> {
    pub(super) host: &'a ListenHost,
    pub(super) address: SocketAddr,
    pub(super) base: &'a BasePath,
    pub(super) workspace: Option<&'a PortName>,
}

impl Links<'_> {
    /// The link for the user of the server.
    pub(super) fn own(&self) -> String {
        self.by_workspace().unwrap_or_else(|| self.local())
    }

    /// The link that works on this machine.
    pub(super) fn local(&self) -> String {
        let port = self.address.port();
        match self.host {
            ListenHost::Localhost => self.to(&format!("http://localhost:{port}")),
            _ if self.address.ip().is_unspecified() => self.to(&format!("http://localhost:{port}")),
            ListenHost::Address(_) | ListenHost::Name(_) => {
                self.to(&format!("http://{}", self.address))
            }
        }
    }

    /// The link through the service that runs this machine, if there is one.
    pub(super) fn by_workspace(&self) -> Option<String> {
        Some(self.to(&format!("https://{}", self.workspace?.at(self.address.port()))))
    }

    /// The links for other machines, the likeliest first; none if only this machine can reach the
    /// server, or if others reach it through the service that runs the machine.
    pub(super) fn others(&self) -> Vec<String> {
        let ip = self.address.ip();
        let addresses = match ip {
            ip if ip.is_loopback() || self.workspace.is_some() => Vec::new(),
            ip if !ip.is_unspecified() => vec![ip],
            IpAddr::V4(_) => {
                let all = machine::addresses();
                all.into_iter().filter(IpAddr::is_ipv4).take(MOST_ADDRESSES).collect()
            }
            IpAddr::V6(_) => machine::addresses().into_iter().take(MOST_ADDRESSES).collect(),
        };
        let port = self.address.port();
        let links = addresses.into_iter().map(|ip| format!("http://{}", SocketAddr::new(ip, port)));
        links.map(|link| self.to(&link)).collect()
    }

    /// The links for followers.
    pub(super) fn shared(&self, public: Option<&PublicUrl>) -> Vec<String> {
        if let Some(public) = public {
            return vec![public.url.clone()];
        }
        match self.others() {
            links if links.is_empty() => vec![self.own()],
            links => links,
        }
    }

    fn to(&self, server: &str) -> String {
        format!("{server}{}", self.base.in_address())
    }
}

#[cfg(test)]
mod tests {
    use super::{Links, ListenHost, PublicUrl, machine_names, workspace};
    use crate::io::serve::BasePath;

    fn environment(words: &str) -> impl Fn(&str) -> String + '_ {
        |name| {
            let mut words = words.split(' ').filter_map(|word| word.split_once('='));
            words.find(|(key, _)| *key == name).map_or("", |(_, value)| value).to_owned()
        }
    }

    #[test]
    fn a_host_is_an_address_or_a_name() {
        let addresses = |text: &str| {
            let host: ListenHost = text.parse().unwrap();
            host.addresses().unwrap().iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(addresses("127.0.0.1"), ["127.0.0.1"]);
        assert_eq!(addresses("[::1]"), ["::1"]);
        assert_eq!(addresses("LocalHost"), ["127.0.0.1", "::1"]);
        assert_eq!(addresses("::"), ["::", "0.0.0.0"]);
        for text in ["", "*", ".example.org", "http://localhost", "localhost:80", "a b"] {
            assert!(text.parse::<ListenHost>().is_err(), "{text}");
        }
    }

    #[test]
    fn names_of_the_machine_count_where_others_find_it() {
        let machine = machine_names(&environment("COMPUTERNAME=laptop"));
        let count = |host: &str| host.parse::<ListenHost>().unwrap().names(&machine).len();
        for host in ["127.0.0.1", "localhost", "::1", "127.0.0.53"] {
            assert_eq!(count(host), 0, "{host}");
        }
        assert_eq!(count("0.0.0.0"), machine.len());
        assert_eq!(count("laptop"), machine.len() + 1);
    }

    #[test]
    fn services_lead_to_each_port_by_a_name() {
        for (words, expected) in [
            (
                "CODESPACE_NAME=bold-fox GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN=app.github.dev",
                Some("bold-fox-8000.app.github.dev"),
            ),
            (
                "GITPOD_WORKSPACE_URL=https://me-site-1a2b.ws-eu1.gitpod.io/",
                Some("8000-me-site-1a2b.ws-eu1.gitpod.io"),
            ),
            (
                "GITPOD_WORKSPACE_ID=me-site-1a2b GITPOD_WORKSPACE_CLUSTER_HOST=ws-eu1.gitpod.io",
                Some("8000-me-site-1a2b.ws-eu1.gitpod.io"),
            ),
            ("GITPOD_WORKSPACE_ID=me", None),
            ("CODESPACE_NAME=bold-fox", None),
            ("CODESPACE_NAME=<b> GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN=x", None),
            ("GITPOD_WORKSPACE_URL=https://a/b", None),
            ("", None),
        ] {
            let name = workspace(&environment(words)).map(|name| name.at(8000));
            assert_eq!(name.as_deref(), expected, "{words}");
        }
    }

    #[test]
    fn links_lead_below_the_base() {
        let base: BasePath = "/courses/".parse().unwrap();
        let all = |host: &str, address: &str, words: &str| {
            let (host, workspace) = (host.parse().unwrap(), workspace(&environment(words)));
            let workspace = workspace.as_ref();
            let links =
                Links { host: &host, address: address.parse().unwrap(), base: &base, workspace };
            (links.own(), links.shared(None))
        };
        let link = |text: &str| text.to_owned();
        assert_eq!(
            all("127.0.0.1", "127.0.0.1:8000", ""),
            (link("http://127.0.0.1:8000/courses/"), vec![link("http://127.0.0.1:8000/courses/")])
        );
        assert_eq!(all("localhost", "127.0.0.1:8000", "").0, "http://localhost:8000/courses/");
        assert_eq!(all("::", "[::]:8000", "").0, "http://localhost:8000/courses/");
        assert_eq!(all("192.0.2.7", "192.0.2.7:80", "").1, ["http://192.0.2.7:80/courses/"]);
        let gitpod = "GITPOD_WORKSPACE_URL=https://a.gitpod.io";
        let (own, shared) = all("127.0.0.1", "127.0.0.1:8000", gitpod);
        assert_eq!(
            (own.as_str(), shared.as_slice()),
            ("https://8000-a.gitpod.io/courses/", &[own.clone()][..])
        );
    }

    #[test]
    fn an_address_for_followers_names_a_host() {
        let public = |text: &str| text.parse::<PublicUrl>().map(|public| public.url).ok();
        assert_eq!(
            public("https://a.example:8443/talk").as_deref(),
            Some("https://a.example:8443/talk/")
        );
        assert_eq!(
            public("http://bücher.example").as_deref(),
            Some("http://xn--bcher-kva.example/")
        );
        for text in
            ["a.example", "https://", "https://a b/", "ftp://a", "https://me@a/", "https://a/?x"]
        {
            assert_eq!(public(text), None, "{text}");
        }
    }
}
