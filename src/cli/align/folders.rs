//! `--comparable` over two folders: which sentences of these pages have a counterpart in those.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressStyle};

use super::super::Outcome;
use super::super::clock::now;
use super::super::common::{input, tell_left_out, tell_remarks};
use super::super::export::to_file;
use super::super::output::{count, note};
use super::files::{Output, write_all_units};
use super::pairs::walk;
use super::stop::{go_on, listen};
use super::{Args, single};
use crate::align::AlignError;
use crate::bitext::Grade;
use crate::jobs::{self, ComparedPages, Pages, ReadOptions, compare_pages};
use crate::memory::{Import, ImportInfo};
use crate::report::pages_sheet;
use crate::segment::Rules;
use crate::text::Lang;

/// Endings of files that are taken for pages.
const ENDINGS: [&str; 10] =
    ["md", "markdown", "mkd", "mdown", "html", "htm", "xhtml", "txt", "text", "adoc"];
/// Pages that are named when they are left out.
const NAMED: usize = 5;

pub(super) fn run(args: &Args, source: &Path, target: &Path) -> Result<Outcome> {
    refuse_others(args)?;
    let format = args.output_format.as_deref();
    let output = args.output.as_deref().map(|path| Output::of(path, format)).transpose()?;
    if let (Some(path), Some(Output::Beads(_))) = (&args.output, output) {
        bail!(
            "{}: pairs of many pages go into units only; use .tmx, .tsv or .jsonl",
            path.display()
        );
    }
    listen("stopping (Ctrl-C again: at once)")?;
    let rules = args.reading.rules.load()?;
    let [sources, targets] = [source, target].map(|folder| files(folder, args.one_per_line));
    let (sources, targets) = (sources?, targets?);
    let bar = Bar::new((sources.len() + targets.len()) as u64);
    let read = |folder: &Path, files: &[PathBuf], lang: Option<&Lang>| {
        pages(args, &rules, folder, files, lang, &bar)
    };
    let pair = read(source, &sources, args.reading.source_lang.as_ref())
        .and_then(|a| Ok((a, read(target, &targets, args.reading.target_lang.as_ref())?)));
    let (a, b) = match pair {
        Err(error) if is_stopped(&error) => return Ok(stopped(bar)),
        pair => pair?,
    };
    if a.lang().same_language(b.lang()) {
        bail!(
            "{} and {}: both are in one language ({}); if that is wrong, say --source-lang and --target-lang",
            source.display(),
            target.display(),
            a.lang()
        );
    }
    if !args.one_per_line {
        tell_remarks(&rules, Some(a.lang()));
        tell_remarks(&rules, Some(b.lang()));
    }
    let left_out = a.left_out() + b.left_out();
    let known = single::gather(args, (a.lang(), b.lang()))?;
    let compared = match compare_pages(a, b, &known.knowledge, &|share| bar.share(share)) {
        Err(AlignError::Stopped) => return Ok(stopped(bar)),
        compared => compared?,
    };
    drop(bar);
    tell_left_out(left_out);
    tell(&compared);
    let to_stdout = args.output.as_deref().is_some_and(|path| path.as_os_str() == "-");
    if let (Some(path), Some(Output::Units(format))) = (&args.output, output) {
        let units = compared.units();
        let memory = args.memory.path()?;
        if to_stdout {
            let mut output = BufWriter::new(io::stdout().lock());
            write_all_units(format, &mut output, &units)?;
            output.flush()?;
        } else {
            let written =
                to_file(path, &[&memory], |output| write_all_units(format, output, &units))?;
            note(&format!("wrote {}: {}", path.display(), count(written, "unit", "units")));
        }
    }
    if !args.no_memory {
        let what = format!("{} + {}", source.display(), target.display());
        let import = args.memory.write(|memory| -> Result<Import> {
            let rules = rules.fingerprint();
            let info = ImportInfo { what: &what, now: &now(), rules: &rules };
            Ok(memory.extend(&info, compared.units(), &[])?)
        })?;
        single::tell_stored(&args.memory.path()?, &import);
    }
    if !to_stdout {
        args.show.sheet(&pages_sheet(&compared))?;
    }
    Ok(Outcome::Done)
}

fn refuse_others(args: &Args) -> Result<()> {
    let others = [
        ("--review", !args.review.is_empty()),
        ("--doubtful", args.doubtful.is_some()),
        ("--eval", args.eval.is_some()),
    ];
    match others.iter().find(|(_, given)| *given) {
        Some((flag, _)) => bail!("{flag} is for two texts, not for two folders"),
        None => Ok(()),
    }
}

/// The pages of a folder and of those in it, in the order of their names.
fn files(folder: &Path, any: bool) -> Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    walk(folder, "", &mut names)?;
    names.sort();
    let all = names.len();
    let is_page = |name: &String| {
        let ending = Path::new(name).extension().map(|ending| ending.to_ascii_lowercase());
        any || ending.is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known))
    };
    let found: Vec<PathBuf> =
        names.iter().filter(|name| is_page(name)).map(PathBuf::from).collect();
    if found.is_empty() {
        bail!(
            "{}: no page was found in this folder; pages end in .{} (any file with --one-per-line)",
            folder.display(),
            ENDINGS.join(", .")
        );
    }
    if found.len() < all {
        let others = count(all - found.len(), "file", "files");
        note(&format!(
            "{}: {others} left out, not taken for pages by the ending",
            folder.display()
        ));
    }
    Ok(found)
}

/// Reads the pages of a folder. Where no language is said, it is that of most sentences; pages in
/// another, and pages that cannot be read, are named and left out.
fn pages(
    args: &Args,
    rules: &Rules,
    folder: &Path,
    files: &[PathBuf],
    lang: Option<&Lang>,
    bar: &Bar,
) -> Result<Pages> {
    let format = args.format();
    let options = ReadOptions { format, keep_boilerplate: args.reading.keep_boilerplate };
    let mut by_lang: BTreeMap<String, Pages> = BTreeMap::new();
    let mut failed: Vec<String> = Vec::new();
    for file in files {
        if !go_on() {
            return Err(AlignError::Stopped.into());
        }
        let name = file.display().to_string();
        let page = input(&folder.join(file), lang.cloned())
            .and_then(|input| Ok(jobs::read(input, options, rules)?));
        bar.page();
        match page {
            Ok(page) => {
                let Some(lang) = page.document.lang.clone() else { continue };
                let pages = by_lang.entry(lang.primary().to_string());
                pages.or_insert_with(|| Pages::new(lang)).add(&name, &page);
            }
            Err(error) => failed.push(super::super::one_line(&error)),
        }
    }
    failed.iter().take(NAMED).for_each(|why| bar.note(&format!("left out: {why}")));
    if failed.len() > NAMED {
        let more = count(failed.len() - NAMED, "page", "pages");
        bar.note(&format!("left out: {more} more of {} that cannot be read", folder.display()));
    }
    let most = by_lang.iter().max_by_key(|(_, pages)| pages.texts().len());
    let most = most.map(|(lang, _)| lang.clone());
    let pages = most.and_then(|lang| by_lang.remove(&lang)).with_context(|| {
        format!("{}: not one page of this folder could be read", folder.display())
    })?;
    for (lang, others) in &by_lang {
        let shown: Vec<&str> = others.names().iter().take(NAMED).map(String::as_str).collect();
        let more = if others.names().len() > NAMED { ", …" } else { "" };
        bar.note(&format!(
            "left out: {} of {} in {lang}, not in {}: {}{more}",
            count(others.names().len(), "page", "pages"),
            folder.display(),
            pages.lang(),
            shown.join(", ")
        ));
    }
    Ok(pages)
}

/// Says how many sentences found a counterpart.
fn tell(compared: &ComparedPages) {
    let side = |pages: &Pages| {
        format!(
            "{} on {}",
            count(pages.texts().len(), "sentence", "sentences"),
            count(pages.names().len(), "page", "pages")
        )
    };
    let (source, target) = (&compared.source, &compared.target);
    let conflicts = compared.pairs.iter().filter(|pair| !pair.conflicts.is_empty()).count();
    note(&format!(
        "{} in {}, {} in {}: {} have a counterpart ({} translation, {} near, {} partial; {} with numbers in conflict)",
        side(source),
        source.lang(),
        side(target),
        target.lang(),
        compared.pairs.len(),
        compared.count(Grade::Translation),
        compared.count(Grade::Near),
        compared.count(Grade::Partial),
        conflicts
    ));
}

fn is_stopped(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(AlignError::Stopped))
}

fn stopped(bar: Bar) -> Outcome {
    drop(bar);
    note("stopped: nothing was stored or written");
    Outcome::Stopped
}

/// How far it is, on a terminal only.
struct Bar(ProgressBar);

/// Steps of the bar for comparing, beside one a page for reading.
const STEPS: u64 = 1000;

impl Bar {
    fn new(pages: u64) -> Bar {
        let bar = ProgressBar::new(pages);
        if let Ok(style) =
            ProgressStyle::with_template("{bar:30} {percent:>3} % {msg}, {elapsed}, {eta} to go")
        {
            bar.set_style(style);
        }
        bar.set_message("reading pages");
        Bar(bar)
    }

    fn page(&self) {
        self.0.inc(1);
    }

    fn share(&self, share: f64) -> bool {
        if self.0.length() != Some(STEPS) {
            self.0.set_length(STEPS);
            self.0.reset();
            self.0.set_message("comparing sentences");
        }
        self.0.set_position((share * STEPS as f64) as u64);
        go_on()
    }

    fn note(&self, line: &str) {
        self.0.suspend(|| note(line));
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
