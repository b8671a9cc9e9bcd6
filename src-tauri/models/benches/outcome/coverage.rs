pub fn signal() {}
pub fn intervals() {}
