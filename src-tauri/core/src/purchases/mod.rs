//! To be replaced.
crate::op::ops! {
    /// Made.
    Create = "purchases.create",
}
