//! The machine in its networks: its name, the addresses at which others reach it, and whether a
//! folder is on another machine.
//!
//! Nothing is sent; only the system is asked.

use std::net::{IpAddr, Ipv4Addr, UdpSocket};

/// Interfaces between this machine and containers or virtual machines on it: they reach no other
/// machine. By the prefixes of their names: interfaces of containers and virtual machines, and on
/// macOS those for nearby devices.
const INNER: [&str; 15] = [
    "docker",
    "veth",
    "podman",
    "cni",
    "flannel",
    "cali",
    "lxcbr",
    "lxdbr",
    "virbr",
    "vboxnet",
    "vmnet",
    "bridge10",
    "awdl",
    "llw",
    "vEthernet",
];

/// The names of Docker's further bridges: this prefix, and this many hexadecimal digits.
const BRIDGE: (&str, usize) = ("br-", 12);

/// The name of the machine, if a system call returns it.
#[cfg(unix)]
pub fn name() -> Option<String> {
    rustix::system::uname().nodename().to_str().ok().map(str::to_owned)
}

/// Windows has it in the environment.
#[cfg(not(unix))]
pub fn name() -> Option<String> {
    None
}

/// The addresses at which other machines reach this one, likeliest first.
pub fn addresses() -> Vec<IpAddr> {
    let mut found: Vec<IpAddr> = routed().into_iter().collect();
    let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
    let interfaces =
        interfaces.iter().filter(|interface| interface.is_oper_up() && !is_inner(&interface.name));
    let mut more: Vec<IpAddr> = interfaces.map(if_addrs::Interface::ip).collect();
    more.sort_by_key(IpAddr::is_ipv6);
    for address in more {
        if is_for_others(address) && !found.contains(&address) {
            found.push(address);
        }
    }
    found
}

fn is_inner(interface: &str) -> bool {
    let (start, digits) = BRIDGE;
    let is_bridge = interface.strip_prefix(start).is_some_and(|rest| {
        rest.len() == digits && rest.bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    is_bridge || INNER.iter().any(|start| interface.starts_with(start))
}

/// The kind of file system of an open folder, if other machines may change files there unnoticed by
/// this system: network file systems, and those that a virtual machine shares with its host.
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
pub fn shared_file_system(folder: &cap_std::fs::Dir) -> Option<&'static str> {
    /// As in `statfs`.
    const SHARED: [(i64, &str); 10] = [
        (0x6969, "NFS"),
        (0x517b, "SMB"),
        (0xff53_4d42, "SMB"),
        (0xfe53_4d42, "SMB"),
        (0x0102_1997, "9p"),
        (0x6573_5546, "FUSE"),
        (0x00c3_6400, "Ceph"),
        (0x786f_4256, "VirtualBox"),
        (0xbacb_acbc, "VMware"),
        (0x7c7c_6673, "Parallels"),
    ];
    let kind = rustix::fs::fstatfs(folder).ok()?.f_type & 0xffff_ffff;
    SHARED.iter().find(|(known, _)| *known == kind).map(|(_, name)| *name)
}

/// Unknown on this system.
#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
pub fn shared_file_system(_: &cap_std::fs::Dir) -> Option<&'static str> {
    None
}

/// Whether a link with this address works on other machines: link-local addresses need the name of
/// an interface, which differs there.
fn is_for_others(address: IpAddr) -> bool {
    !address.is_loopback()
        && !address.is_unspecified()
        && match address {
            IpAddr::V4(address) => !address.is_link_local(),
            IpAddr::V6(address) => !address.is_unicast_link_local(),
        }
}

/// The address of the interface with the default route, if there is one. Connecting a datagram
/// socket only asks the system for the route.
fn routed() -> Option<IpAddr> {
    const SOMEWHERE: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 9); // For documentation.
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect(SOMEWHERE).ok()?;
    Some(socket.local_addr().ok()?.ip()).filter(|&address| is_for_others(address))
}

#[cfg(test)]
mod tests {
    use super::{addresses, is_for_others, is_inner};

    #[test]
    fn addresses_are_those_that_others_can_use() {
        let found = addresses();
        assert!(found.iter().all(|&address| is_for_others(address)), "{found:?}");
        let mut once = found.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), found.len(), "{found:?}");
        for inner in ["127.0.0.1", "::1", "0.0.0.0", "::", "169.254.3.4", "fe80::1"] {
            assert!(!is_for_others(inner.parse().unwrap()), "{inner}");
        }
    }

    #[test]
    fn bridges_to_containers_lead_to_nobody_else() {
        for name in ["docker0", "br-0123456789ab", "veth1a2b", "virbr0", "vEthernet (WSL)"] {
            assert!(is_inner(name), "{name}");
        }
        for name in ["eth0", "br-lan", "br0", "bridge0", "wlp3s0", "en0", "tun0", "Ethernet"] {
            assert!(!is_inner(name), "{name}");
        }
    }
}
