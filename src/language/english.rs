//! English: abbreviations, the parts words play around a full stop, function words.
//!
//! Readable lists, written by hand. Kinds and roles are explained at [`Abbreviation`] and [`Roles`].

use super::sentence::{Abbreviation, Roles, SentenceProfile};

/// Primary subtag of the language.
pub const LANG: &str = "en";

/// Knowledge for the segmenter.
pub static SENTENCES: SentenceProfile = SentenceProfile {
    lang: LANG,
    abbreviations: ABBREVIATIONS,
    roles: ROLES,
    numbered_events: &[],
    surname_endings: &[],
    adverbial_endings: &[],
    infinitive_endings: &[],
    contractions: &["m", "re", "ve", "ll", "d", "t"],
    vowels: "aeiouy",
    ordinal_dot: false,
    long_initials: false,
    careless_small_letters: true,
    pronoun_letter: true,
};

static ABBREVIATIONS: &[(Abbreviation, &str)] = &[
    // Courtesy, ranks and offices: a name follows.
    (
        Abbreviation::Inner,
        "mr mrs ms messrs dr drs prof gen col lt capt cpt sgt cpl maj rev hon sen rep gov pres adm cmdr cmd brig supt insp st ste mt ft asst pvt pfc ph fr det cllr
         mme mlle m br sr.st sra srta sig atty amb dep dir sec.gen lt.col maj.gen lt.gen brig.gen rt.hon msgr ald bp abp",
    ),
    // Connectives, editors, law reports.
    (
        Abbreviation::Inner,
        "e.g i.e eg ie cf ca c approx vs v viz eds ed trans incl excl max avg est temp tel qty orig misc intro esp resp a.k.a aka op loc b d natl intl deg sens reps gens profs supp
         mtg rt sfc ens attn encl pron abbr colloq suppl bdrm mgmt bldgs recd acct amt bal incorp hdqrs",
    ),
    // First names.
    (Abbreviation::Inner, "wm geo thos chas robt jas jos saml danl richd benj"),
    // Before the number of a page, figure, provision or day of a month.
    (
        Abbreviation::Reference,
        "no nos fig figs eq eqs reg sec secs ch chap pp p vol vols art para paras pt pts ver tab ref nr page ll s ss r rr sched ord ex exh rm appx app cl bk ser pub stat cong sess cir
         n nn fn dkt cat ext sect rte att",
    ),
    // Months and days, with or without a number behind.
    (
        Abbreviation::Open,
        "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun",
    ),
    (
        Abbreviation::Open,
        "u.s u.k u.n e.u d.c l.a n.y u.s.a u.s.s.r p.r.c a.m p.m am pm jr sr b.c a.d b.c.e c.e b.sc m.sc ll.d d.d esq ave blvd rd ln pl hwy pkwy ct apt bldg sq const
         avail n.j s.c n.c n.d s.d n.m n.h r.i w.va n.s n.b ibid dept univ assoc bros inst hosp mfg",
    ),
    // States and provinces.
    (
        Abbreviation::Open,
        "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo ont que alta sask",
    ),
    (
        Abbreviation::Unit,
        "min mins bn mn tn hr hrs in lb lbs oz mi km kg cm mm gal sq.ft yd yds pct mph tsp tbsp tbs qt yr yrs wk wks fl.oz psi rpm kw cent",
    ),
    (Abbreviation::Closing, "etc inc corp ltd llc plc co gmbh ph.d m.d b.a m.a al d.phil b.s m.s m.b.a j.d m.p r.n"),
];

static ROLES: &[(Roles, &str)] = &[
    (
        Roles::LABEL,
        "fig step figure table chapter section part example exercise appendix book article lesson problem question art sec § item clause schedule annex unit rule note day act scene phase
         stage case week round episode season volume vol para paragraph principle goal task test trial experiment lemma theorem definition proposition corollary remark equation slide tip
         reason myth fact level ps ex",
    ),
    (
        Roles::TITLE_NOUN,
        "book novel film movie song show album poem article play magazine called titled entitled named series episode game single musical painting report paper essay story column documentary
         play sitcom podcast band hit track exhibition",
    ),
    (
        Roles::SPEECH,
        "said asked cried replied answered shouted exclaimed remarked whispered murmured continued ejaculated muttered gasped says asks observed added began called demanded inquired returned
         screamed snapped sighed yelled laughed agreed explained repeated told wondered declared announced insisted suggested",
    ),
    (
        Roles::LETTERED,
        "vitamin type class group part plan section option point grade appendix figure table row column step letter model case team exhibit schedule annex hepatitis book site room gate zone
         block psychology port pier bay wing terminal line channel route level unit lot ring lane track side note category sector company version series panel socket connector axis button vertex
         column building pavilion witness",
    ),
    (Roles::STRICT_UNIT, "in min mi"),
    (Roles::WORD_TOO, "no art mar dec ex ref tab page para fig sun sat app wed am in mass ill pa pub stat miss ore wash del ark la ind cat ext n r ser const conn ind mo mon fri rep intro temp trans max op est gal"),
    (Roles::PLACE, "u.s u.k u.n e.u d.c l.a n.y u.s.a n.j s.c n.c u.s.s.r p.r.c n.d s.d n.m n.h r.i n.s n.b"),
    (Roles::AFTER_NAME, "st ave blvd rd ln pl hwy pkwy sq co"),
    (Roles::DEGREE, "deg"),
    (Roles::LIST_END, "etc"),
    (Roles::COUNTED, "ft"),
    (Roles::REFERS, "p pp s see cf ibid"),
    (Roles::COMPANY, "inc corp ltd llc plc co bros"),
    (Roles::SYMBOL, "km kg cm mm mph"),
    (Roles::VERB_PARTICLE, "also not never always now still only"),
    (Roles::CONTRACTION, "it he she that there what who here where how this everything nothing everybody everyone nobody somebody let"),
    (
        Roles::SUBORDINATE,
        "when while if although though because since as after before unless until once whereas",
    ),
    (
        Roles::CLAUSE,
        "that which who whom whose where when while because although though if unless until since as but and or so than whether before after once why how what whereas",
    ),
    (
        Roles::INSTITUTION,
        "senate congress army navy air force forces supreme court courts house president presidential government department state states attorney attorneys district embassy treasury
         secretary marine marines coast federal dollar dollars constitution open capitol military ambassador citizen citizens customs steel bank census patent postal olympic national
         representative representatives senator senators delegation charter security general charter mission council",
    ),
    (Roles::MONTH, "jan feb mar apr jun jul aug sep sept oct nov dec"),
    (Roles::PRONOUN_LETTER, "i"),
    (Roles::AND, "and"),
    (Roles::SUBJECT, "i you he she it we they there this that these those the a an my our his her its their"),
    (Roles::DAYTIME, "a.m p.m am pm"),
    (Roles::MARKED_NAME, "yahoo jeopardy"),
];

/// No ending of English is a finite verb's alone: unknown forms stay unknown.
pub const FINITE_ENDINGS: &[&str] = &[];

/// Endings that make a form the table does not know a common word.
pub const COMMON_ENDINGS: &[&str] = &[
    "ly", "ngs", "ous", "tion", "tions", "sions", "ness", "nesses", "ment", "ments", "ities",
    "ility", "ives", "able", "ible", "ising", "izing", "ating", "ating", "ering", "ology", "ships",
    "less", "ful", "ists", "isms", "ates", "ances", "ences",
];

/// Finite forms that are told from participles and nouns by list: auxiliaries and the commonest verbs.
pub static FINITE_WORDS: &str = "is are was were am has have had do does did will would can could may might must shall should
    said says say went goes go came come comes made makes make took takes take gave gives give got get gets found find finds saw see sees knew know knows
    thought think thinks became becomes become left leave leaves began begin begins kept keep told tell tells held hold holds met meet paid pay led lead
    wrote writes write sat stood lost won bought sold sent built ran fell grew drew wore rose spoke chose broke died lived moved called used asked tried
    needed wanted worked seemed started turned opened closed showed helped played looked agreed signed joined announced reported added explained argued claimed believed
    isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't";

/// Closed lists by part of speech; these words are common and open sentences, whatever a dictionary says.
pub static FUNCTION_WORDS: &[(&str, &str)] = &[
    (
        "determiners and pronouns",
        "the a an this that these those he she it we they i you who whom whose which what him me us them his her its our their my your hers ours theirs mine yours
         himself herself itself ourselves themselves myself yourself each every either neither such another other one some any many most few several all both none
         nobody everyone everybody someone somebody anyone anybody nothing everything something anything",
    ),
    (
        "prepositions",
        "on at by for with from to of as in into onto about above across after against along among amongst around before behind below beneath beside besides between beyond
         despite down during except inside near off outside over past since through throughout toward towards under underneath unlike until up upon via within without according",
    ),
    (
        "conjunctions",
        "if but and or nor so yet then because although though unless while whereas when whenever where wherever why how whether than once",
    ),
    (
        "adverbs and particles",
        "here there now however moreover thus therefore also only even not no yes never always often sometimes usually perhaps maybe first next last finally later earlier soon
         today yesterday tomorrow meanwhile instead otherwise nevertheless nonetheless furthermore indeed still already again too very just almost quite rather please let
         nowhere everywhere somewhere hence further eventually recently currently originally initially afterwards suddenly unfortunately fortunately apparently like",
    ),
    ("numerals", "two three four five six seven eight nine ten"),
];
