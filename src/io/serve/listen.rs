//! Finds a port to listen on, and explains why it finds no port.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr};

use tokio::net::{TcpListener, TcpSocket};

use super::{ListenerAddress, Port};

/// How many ports are tried after the first one. No one runs so many servers on purpose.
const MORE_PORTS: u16 = 50;

/// How many clients may queue, while a listener is full or busy.
const LINE: u32 = 1024;

/// How much of an answer the system buffers for a client, in bytes. By default it is some megabytes
/// for each, which is slower, and hides clients that read nothing.
const AHEAD: u32 = 256 * 1024;

/// Listens at the given address, in a runtime.
pub(super) fn listen(place: &ListenerAddress) -> io::Result<TcpListener> {
    match place.port {
        Port::Exactly(port) => {
            bind(place.host, port).map_err(|error| refused(place.host, port, &error))
        }
        Port::From(first) => first_free(place.host, first),
    }
}

fn first_free(host: IpAddr, first: u16) -> io::Result<TcpListener> {
    let last = first.saturating_add(MORE_PORTS);
    for port in first..=last {
        match bind(host, port) {
            // Windows denies ports that it reserves.
            Err(error)
                if matches!(error.kind(), ErrorKind::AddrInUse | ErrorKind::PermissionDenied) => {}
            Err(error) => return Err(refused(host, port, &error)),
            Ok(listener) => return Ok(listener),
        }
    }
    let words = format!("none of the ports {first} to {last} is free on {host}");
    Err(io::Error::new(ErrorKind::AddrInUse, words))
}

fn bind(host: IpAddr, port: u16) -> io::Result<TcpListener> {
    let socket = if host.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // A port is free as soon as its server has ended. On Windows it always is, and this would let
    // two servers share one.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    // Failure only costs memory. Connections inherit it.
    drop(socket.set_send_buffer_size(AHEAD));
    socket.bind(SocketAddr::new(host, port))?;
    socket.listen(LINE)
}

/// The same error, with what was wanted and why it failed.
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
