//! To be replaced.
crate::op::ops! {
    /// Made.
    Create = "contacts.create",
}
