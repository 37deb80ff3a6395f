//! `case`: the studio's cases, kept from the command line as they are in the window.

mod access;
mod arguments;
mod compare;
mod healed;
mod hide;
mod leave;
mod page;
mod photo;
mod plan;
mod record;
mod skin_tests;

pub(super) use arguments::CaseArguments;

use access::Access;
use arguments::CaseCommand;

use super::refusal::Refusal;

/// Runs one of the commands.
pub(super) fn run(arguments: &CaseArguments) -> Result<String, Refusal> {
    let access = Access::of(arguments)?;
    match &arguments.command {
        CaseCommand::New(arguments) => record::new(&access, arguments),
        CaseCommand::List(arguments) => page::list(&access, arguments),
        CaseCommand::Show(arguments) => page::show(&access, arguments),
        CaseCommand::Due(arguments) => page::due(&access, arguments),
        CaseCommand::Photo(arguments) => photo::take(&access, arguments),
        CaseCommand::Hide(arguments) => hide::run(&access, arguments),
        CaseCommand::Plan(arguments) => plan::run(&access, arguments),
        CaseCommand::Answer(arguments) => record::answer(&access, arguments),
        CaseCommand::Consent(arguments) => record::consent(&access, arguments),
        CaseCommand::Test(arguments) => skin_tests::run(&access, arguments),
        CaseCommand::Skin(arguments) => record::skin(&access, arguments),
        CaseCommand::Note(arguments) => record::note(&access, arguments),
        CaseCommand::Next(arguments) => record::next(&access, arguments),
        CaseCommand::Keep(arguments) => record::keep(&access, arguments),
        CaseCommand::Calendar(arguments) => record::calendar(&access, arguments),
        CaseCommand::Compare(arguments) => compare::run(&access, arguments),
        CaseCommand::Healed(arguments) => healed::run(&access, arguments),
        CaseCommand::Protect(arguments) => leave::protect(&access, arguments),
        CaseCommand::Unprotect(arguments) => leave::unprotect(&access, arguments),
        CaseCommand::Passphrase(arguments) => leave::change_passphrase(&access, arguments),
        CaseCommand::Export(arguments) => leave::export(&access, arguments),
        CaseCommand::Erase(arguments) => leave::erase(&access, arguments),
    }
}
