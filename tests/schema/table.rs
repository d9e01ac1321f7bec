/// The differences: which keys and values, and why.
const DIFFERENCES: &[(Difference, &[&str], &[&str], &str)] = &[];
