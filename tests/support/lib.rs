//! Builders and helpers shared by the stories.
