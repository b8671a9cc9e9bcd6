//! To be replaced.
crate::op::ops! {
    /// Made.
    Create = "customers.create",
}
