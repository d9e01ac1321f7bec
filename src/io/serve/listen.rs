//! Finds a port to listen on, and explains why it finds no port.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use tokio::net::{TcpListener, TcpSocket};

use super::{ListenerAddress, Port};

/// How many ports are tried after the first one. No one runs so many servers on purpose.
const MORE_PORTS: u16 = 50;

/// How many clients may queue, while a listener is full or busy.
const LINE: u32 = 1024;

/// How much of an answer the system buffers for a client, in bytes. The default is some megabytes
/// for each client, which is slower, and hides clients that read nothing.
const AHEAD: u32 = 256 * 1024;

/// Listens at the given addresses, with one port, in a runtime.
pub(super) fn listen(place: &ListenerAddress) -> io::Result<Vec<TcpListener>> {
    match place.port {
        // Of the ports that the system chooses for the first address, one is free for all.
        Port::Exactly(0) => first_free(&place.hosts, [0; 1 + MORE_PORTS as usize].into_iter()),
        Port::Exactly(port) => {
            bind_all(&place.hosts, port).map_err(|(host, error)| refused(host, port, &error))
        }
        Port::From(first) => first_free(&place.hosts, first..=first.saturating_add(MORE_PORTS)),
    }
}

fn first_free(
    hosts: &[IpAddr],
    ports: impl Iterator<Item = u16> + Clone,
) -> io::Result<Vec<TcpListener>> {
    let (mut from, mut to) = (None, 0);
    for port in ports {
        match bind_all(hosts, port) {
            // Windows denies ports that it reserves.
            Err((_, error))
                if matches!(error.kind(), ErrorKind::AddrInUse | ErrorKind::PermissionDenied) => {}
            Err((host, error)) => return Err(refused(host, port, &error)),
            Ok(listeners) => return Ok(listeners),
        }
        from.get_or_insert(port);
        to = port;
    }
    let names: Vec<String> = hosts.iter().map(IpAddr::to_string).collect();
    let words = match from {
        None | Some(0) => format!("no port is free on {}", names.join(" and ")),
        Some(from) => {
            format!("none of the ports {from} to {to} is free on {}", names.join(" and "))
        }
    };
    Err(io::Error::new(ErrorKind::AddrInUse, words))
}

/// Listens at each address that this machine has, or returns the one at which it cannot.
fn bind_all(hosts: &[IpAddr], port: u16) -> Result<Vec<TcpListener>, (IpAddr, io::Error)> {
    let mut listeners = Vec::new();
    let (mut port, mut missing) = (port, None);
    for &host in hosts {
        let bound = bind(host, port).and_then(|listener| {
            port = listener.local_addr()?.port();
            Ok(listener)
        });
        match bound {
            Ok(listener) => listeners.push(listener),
            // On most systems, `::` already receives connections to any IPv4 address.
            Err(error)
                if error.kind() == ErrorKind::AddrInUse
                    && host == Ipv4Addr::UNSPECIFIED
                    && !listeners.is_empty() => {}
            // Such as `::1` where IPv6 is switched off.
            Err(error) if error.kind() == ErrorKind::AddrNotAvailable => {
                missing.get_or_insert((host, error));
            }
            Err(error) => return Err((host, error)),
        }
    }
    match missing {
        Some(missing) if listeners.is_empty() => Err(missing),
        _ => Ok(listeners),
    }
}

fn bind(host: IpAddr, port: u16) -> io::Result<TcpListener> {
    let socket = match host {
        IpAddr::V4(_) => TcpSocket::new_v4()?,
        // The kernel may have been started without it.
        IpAddr::V6(_) => TcpSocket::new_v6()
            .map_err(|error| io::Error::new(ErrorKind::AddrNotAvailable, error))?,
    };
    // A port is free as soon as its server has ended. On Windows it always is, and this would let
    // two servers share one.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    // Failure only costs memory. Connections inherit it.
    drop(socket.set_send_buffer_size(AHEAD));
    socket.bind(SocketAddr::new(host, port))?;
    socket.listen(LINE)
}

/// The same error, with the address and the reason.
fn refused(host: IpAddr, port: u16, error: &io::Error) -> io::Error {
    let words = match error.kind() {
        ErrorKind::AddrInUse => format!("port {port} of {host} is in use by another program"),
        ErrorKind::AddrNotAvailable => format!("{host} is not an address of this machine"),
        ErrorKind::PermissionDenied => {
            format!("port {port} of {host} needs rights that this program does not have")
        }
        _ => format!("cannot listen on port {port} of {host}: {error}"),
    };
    io::Error::new(error.kind(), words)
}
