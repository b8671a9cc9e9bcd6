//! What can be asked for.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// Customer management that works with the cable pulled out.
#[derive(Debug, Parser)]
#[command(name = "kehu", version, about, disable_help_subcommand = true)]
pub struct Args {
    /// The folder of the workspace.
    #[arg(long, global = true, value_name = "DIR")]
    pub workspace: Option<PathBuf>,
    /// A file whose content is the passphrase (one final line end is not part of it).
    #[arg(long, global = true, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// Who signs in, where several people do; their password is read from the key file or asked for.
    #[arg(long, global = true, value_name = "NAME")]
    pub user: Option<String>,
    /// A file whose content is the recovery code, where everything else is lost.
    #[arg(long, global = true, value_name = "FILE", conflicts_with_all = ["key_file", "user"])]
    pub recovery_file: Option<PathBuf>,
    /// The language of messages: zh-CN or en.
    #[arg(long, global = true)]
    pub lang: Option<String>,
    /// Answer, and fail, in JSON.
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a workspace; prints its recovery code once.
    Init {
        /// Your name.
        #[arg(long, default_value = "Owner")]
        owner: String,
        /// Currency of sums, ISO 4217.
        #[arg(long, default_value = "CNY")]
        currency: String,
        /// Country of phone numbers without a prefix, ISO 3166.
        #[arg(long, default_value = "CN")]
        country: String,
        /// Civil time zone, IANA name; the system's when not said.
        #[arg(long)]
        zone: Option<chrono_tz::Tz>,
    },
    /// Import a CSV file; one undo takes it all back.
    Import {
        /// What the rows are.
        target: Target,
        /// The file.
        file: PathBuf,
        /// A known layout: crm-sample.
        #[arg(long, value_name = "PRESET")]
        map: Option<String>,
        /// Currency of amounts without one, ISO 4217.
        #[arg(long)]
        currency: Option<String>,
        /// Only rows whose column has this value.
        #[arg(long, value_name = "COL=VALUE")]
        r#where: Option<String>,
        /// Check everything, keep nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// List records.
    List {
        /// Which.
        target: Listed,
        /// A saved view by name.
        #[arg(long)]
        view: Option<String>,
        /// A filter in its wire form.
        #[arg(long, value_name = "JSON")]
        filter: Option<String>,
        /// Fields to sort by, a minus in front for descending: -updated_at,name.
        #[arg(long, allow_hyphen_values = true)]
        sort: Option<String>,
        /// At most so many.
        #[arg(long, default_value_t = 100)]
        limit: u64,
        /// Answer in CSV, guarded against formulas.
        #[arg(long, conflicts_with = "json")]
        csv: bool,
    },
    /// Show one record with all that belongs to it.
    Show {
        /// Which kind.
        target: Listed,
        /// Its id.
        id: String,
    },
    /// Find records by any word.
    Search {
        /// A name, pinyin, initials, a part of a phone number.
        text: String,
        /// At most so many.
        #[arg(long, default_value_t = 20)]
        limit: usize,
    },
    /// Who changed what in a record.
    History {
        /// Its id.
        id: String,
    },
    /// Undo the newest operation.
    Undo,
    /// Redo the newest undo.
    Redo,
    /// Look for damage.
    Check {
        /// Rebuild what can be rebuilt.
        #[arg(long, conflicts_with = "audit")]
        repair: bool,
        /// Go through the change log alone and name what was changed, removed or put in another order.
        #[arg(long)]
        audit: bool,
    },
    /// One insight by name: customers-by-region, customers-by-level, customers-by-source, customers-by-owner,
    /// revenue-by-month, top-customers, new-versus-returning, rfm.
    Insight {
        /// Which.
        name: String,
    },
    /// Make the demo company in a new workspace.
    Demo {
        /// How many customers.
        #[arg(long, default_value_t = 2_000)]
        customers: u32,
        /// Which company.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Make a backup.
    Backup,
    /// Give the database a new key; passphrases and the recovery code stay. Killed at any moment, the workspace still opens.
    Rekey,
    /// The mathematics on bare files; needs no workspace.
    #[command(subcommand)]
    Model(crate::model::Model),
    /// Plan visits, assignments or a budget from bare files.
    #[command(subcommand)]
    Plan(crate::plan::Plan),
    /// Colleagues: who is there, what they may, how they sign in.
    People {
        /// What to do.
        #[command(subcommand)]
        verb: People,
    },
    /// Roles and what they allow.
    Roles,
    /// Give customers to another owner.
    Transfer {
        /// The name of the new owner.
        #[arg(long, value_name = "NAME")]
        to: String,
        /// Everything of this colleague, who leaves.
        #[arg(long, value_name = "NAME", conflicts_with_all = ["ids", "filter"])]
        from: Option<String>,
        /// These customers.
        #[arg(long, value_delimiter = ',', conflicts_with = "filter")]
        ids: Vec<String>,
        /// Every customer a filter finds, in its wire form.
        #[arg(long, value_name = "JSON")]
        filter: Option<String>,
        /// End the plans to get in touch instead of handing them over.
        #[arg(long)]
        end_work: bool,
    },
    /// What is held on persons: report, consents, erasure, retention.
    Privacy {
        /// What to do.
        #[command(subcommand)]
        verb: Privacy,
    },
    /// Who came, what was refused, revealed, exported, purged, and who changed whose rights.
    Audit {
        /// Only of this colleague.
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
        /// Only these operations: access.refused,access.sign_in.
        #[arg(long, value_delimiter = ',')]
        ops: Vec<String>,
        /// From this day on, YYYY-MM-DD.
        #[arg(long)]
        from: Option<String>,
        /// Up to this day.
        #[arg(long)]
        to: Option<String>,
    },
}

/// What to do with what is held on persons.
#[derive(Debug, Subcommand)]
pub enum Privacy {
    /// Everything held on a person, as JSON or as a page to print; it is written down who asked.
    Report {
        /// customers or contacts.
        target: Listed,
        /// The id.
        id: String,
        /// A page to print instead of JSON.
        #[arg(long)]
        html: bool,
    },
    /// What a person said on being reached.
    Consents {
        /// customers or contacts.
        target: Listed,
        /// The id.
        id: String,
    },
    /// Remove a person for good, the change log included. It cannot be undone.
    Erase {
        /// customers or contacts.
        target: Listed,
        /// The id.
        id: String,
        /// Only list what would go.
        #[arg(long)]
        dry_run: bool,
        /// The name of the person, as a confirmation.
        #[arg(long, value_name = "NAME", required_unless_present = "dry_run")]
        confirm: Option<String>,
    },
    /// The certificates of all erasures.
    Certificates,
    /// Rules how long records are kept.
    Retention {
        #[command(subcommand)]
        verb: Option<Retention>,
    },
}

/// What to do with a rule of retention; without a verb the rules are listed.
#[derive(Debug, Subcommand)]
pub enum Retention {
    /// What a rule would do now.
    Preview {
        /// The rule's id.
        rule: String,
    },
    /// Carry a rule out.
    Run {
        /// The rule's id.
        rule: String,
        /// How many records the preview told, as a confirmation.
        #[arg(long, value_name = "NUMBER")]
        expected: u64,
    },
}

/// What to do with colleagues.
#[derive(Debug, Subcommand)]
pub enum People {
    /// Who is there.
    List,
    /// Add a colleague.
    Add {
        /// The name.
        name: String,
        /// The team.
        #[arg(long)]
        team: Option<String>,
    },
    /// Give a colleague exactly these roles.
    Roles {
        /// The name.
        name: String,
        /// Codes or names of roles: sales,finance.
        #[arg(value_delimiter = ',')]
        roles: Vec<String>,
    },
    /// Give a colleague, or yourself, a password; everybody signs in from then on.
    Password {
        /// The name.
        name: String,
        /// A file whose content is the new password.
        #[arg(long, value_name = "FILE")]
        new: PathBuf,
    },
    /// Take a colleague's password away.
    Withdraw {
        /// The name.
        name: String,
    },
    /// Take a colleague who left off the lists, and their password away.
    Archive {
        /// The name.
        name: String,
    },
}

/// What rows of a file are.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Target {
    Customers,
    Contacts,
    People,
    Products,
    Purchases,
}

/// What can be listed and shown.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Listed {
    Customers,
    Contacts,
}
