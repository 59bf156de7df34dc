//! Polish: abbreviations, the parts words play around a full stop, function words.
//!
//! Readable lists, written by hand. Kinds and roles are explained at [`Abbreviation`] and [`Roles`].

use super::sentence::{Abbreviation, Roles, SentenceProfile};

/// Primary subtag of the language.
pub const LANG: &str = "pl";

/// Knowledge for the segmenter.
pub static SENTENCES: SentenceProfile = SentenceProfile {
    lang: LANG,
    abbreviations: ABBREVIATIONS,
    roles: ROLES,
    numbered_events: NUMBERED_EVENTS,
    surname_endings: &[
        "ski", "cki", "dzki", "ska", "cka", "dzka", "skiego", "ckiego", "skiej", "ckiej", "skim",
        "ckim", "skiemu", "ckiemu", "wicz", "wicza", "wiczem", "wiczowi",
    ],
    adverbial_endings: &[
        "em", "ą", "ami", "dnia", "roku", "ony", "ona", "one", "any", "ana", "ane", "ęty", "ęta",
        "ęte", "yty", "yta", "yte", "uty", "uta", "ute", "ący", "ąca", "ące", "ły", "łe", "li",
        "ni", "ci", "szy", "ąc",
    ],
    vowels: "aeiouyąęó",
    ordinal_dot: true,
    long_initials: true,
    careless_small_letters: false,
    pronoun_letter: false,
};

static ABBREVIATIONS: &[(Abbreviation, &str)] = &[
    // Connectives and references to elsewhere: something always follows.
    (
        Abbreviation::Inner,
        "np m.in tzw t.zw tzn tj t.j wg ds d/s dot nt zob zobacz patrz cyt właśc zwł względnie n.p m.i dosł dysp spec",
    ),
    // Clergy, nobility, nurses, courtesy: a name follows.
    (
        Abbreviation::Inner,
        "ks kard abp bp bpa bł śp św św.św śś najśw o br ss im ob p pp pani pw wiel przew brat bpi oo",
    ),
    // Streets and places.
    (Abbreviation::Inner, "ul al pl os woj pow gm m.st dyw miejsc przyl dworz"),
    // Medicine, titles and posts that do not end a sentence.
    (
        Abbreviation::Inner,
        "lic doc dra drem drowi dypl wiceprez zast dyr sędz chor sierż kmdr adm marsz plut st.sierż insp nadkom podinsp kom asp bryg bosm kapr ogn",
    ),
    // Captions, credits and language labels that go before a word.
    (
        Abbreviation::Inner,
        "ds. fot il przekł oprac wyb przyp ref wykr reż scen opr pol arab ukr jap szw norw tur chiń duń egip lit. bułg słow daw pot przen żart geogr hist mat fiz chem biol med praw wojsk muz poł wys szer dł gł głęb śred temp obj pojemn ciśn wsp gat rodz bud ps p.s",
    ),
    (
        Abbreviation::Inner,
        "jez jęz pn płd płn zach wsch ur zm mł lt col mr mrs ms zam pyt odp skr lm lp dost ppkt nienum zn",
    ),
    // Ranks, degrees, professions, languages: before a name or word, at times at the end ("Jest mgr. inż.").
    (
        Abbreviation::Title,
        "prof gen por ang łac niem fr franc ros wł hiszp czes węg hebr gr. red adw tłum nacz kpt ppłk płk ppor mjr mgr inż dr hab jw j.w ww zw prok mec ew ap kpr rum",
    ),
    // Before the number of a provision, page, figure or volume.
    (
        Abbreviation::Reference,
        "art ust nr poz rozdz par str s t vol cz z tab rys ryc lit zał kol paragr sygn god wyd op no num fig eq sec vs ods akt ver wer ok maks max śr ark zob.art",
    ),
    // Money, measures, counts, time.
    (
        Abbreviation::Unit,
        "zł gr kg dag g mg cm mm dm m km ha h sek godz pkt st min mies tyg szt egz tys mln mld bln proc dol os j l ml hl bar kw wat kcal kwh mb gb eur rbl",
    ),
    (
        Abbreviation::Open,
        "r w n.e p.n.e k.p i.in sp.k m.n.p.m n.p.m p.p.m s.c p.o u.s.a u.e b.r br ub.r ub bm b.m rb cd c.d dn tel stp dz wiek czyt resp jun sen jr sr n ub.m",
    ),
    // Days of the week stand at the end as easily as in the middle.
    (
        Abbreviation::Open,
        "pon wt śr. czw pt sob niedz sty lut kwi maj. cze lip sie wrz paź lis gru",
    ),
    (
        Abbreviation::Closing,
        "itd itp in cdn c.d.n o.o s.a k.c k.k k.p.c k.p.k k.p.a k.s.h k.r.o k.k.w k.w kpc kpa kpk ksh kk kc kw. etc s.j p.s.a dd",
    ),
];

static ROLES: &[(Roles, &str)] = &[
    (Roles::COMPANY, "s.a o.o sp.k s.c s.j sp p.s.a"),
    (Roles::LABEL, "art § krok etap przykład rysunek tabela rozdział rys tab ryc wykres część tom dział zadanie ćwiczenie pytanie punkt pkt załącznik lekcja akt scena fig ad paragraf artykuł schemat mapa fot zał poz aneks temat sekcja moduł faza"),
    (
        Roles::TITLE_NOUN,
        "film filmu filmie filmem powieść powieści książka książkę książki program programu programie programem piosenka piosenkę piosenki serial serialu serialem utwór utworu utworem
         wiersz wiersza wierszem artykuł artykułu artykule tytuł tytułu hasło hasłem okrzyk okrzykiem słowo słowa pytanie pytania pytaniem zdanie tytułem tytule powieścią magazyn tygodnik
         spektakl spektaklu spektaklem sztuka sztuki sztukę książce książką piosence piosenką pt pn cykl cyklu wystawa wystawę wystawy konkurs konkursu kampania kampanię kampanii akcja akcję akcji
         raport raportu poradnik broszura broszurę ulotka ulotkę gra grę gry album albumu płyta płytę płyty napis napisem komedia komedię dramat dramatu projekt projektu projekcie",
    ),
    (Roles::BEFORE_TITLE, "pt pn"),
    (Roles::NUMBERED, "godz pkt godzinie godziny roku nr numer numerem numeru numerze punkt punktu punkcie punktem wersja wersji wersję strona stronie strony rok rozdział rozdziale rozdziału tabela tabeli rysunek rysunku paragraf paragrafu artykuł artykułu zadanie zadania zadaniu krok kroku tom tomu tomie pokój pokoju sala sali peron peronu poz tab rys"),
    (Roles::DECADE, "lat latach lata latami latom"),
    (Roles::COUNT, "dwie trzy cztery pięć sześć siedem osiem dziewięć dziesięć kilka kilkanaście kilkadziesiąt pół półtorej dwa sto"),
    (Roles::SUBORDINATE, "jak gdy kiedy choć chociaż jeśli jeżeli ponieważ skoro zanim odkąd gdyby dopóki mimo"),
    (Roles::ACT_TITLE, "kodeks prawo ordynacja karta przepisy konstytucja"),
    (Roles::ACT, "ustawa ustawy ustawie ustawą ustawę ustaw ustawach ustawami"),
    (Roles::STRICT_UNIT, "m w in st min h g j l t s os bar"),
    (Roles::CENTURY, "w"),
    (Roles::YEAR, "r"),
    (Roles::DEICTIC, "tego ub zeszłego bieżącego ubiegłego"),
    (Roles::CONTINUED, "godz min h st cm gr m sek"),
    (Roles::COUNTED, "os b o p pp"),
    (Roles::AS_ABOVE, "jw j.w ww zm"),
    (Roles::PRONOUN_OF_NUMBER, "ich go je niż tylko około mniej więcej ponad od do przed"),
    (Roles::VERB, "zm ur zam"),
    (Roles::LETTER_OF_NUMBER, "lit"),
    (Roles::MASS, "msza mszy mszę mszą msze mszach mszom mszami"),
    (Roles::HOLY, "św"),
    (Roles::DEGREE, "st"),
    (Roles::AFTER_AND, "in"),
    (Roles::AND, "i"),
    (Roles::MARKED_NAME, "yahoo jeopardy"),
    (Roles::LETTERED, "witamina witaminy witaminę witaminą punkt punktu punkcie plan planu grupa grupy klasa klasy typ typu wariant wariantu opcja opcji opcję krzywa dobro dobra sektor sektora litera literę hepatyta wirus kategoria kategorii"),
];

static NUMBERED_EVENTS: &[&str] = &[
    "festiwal",
    "pułk",
    "dywizj",
    "lig",
    "konkurs",
    "zjazd",
    "kongres",
    "edycj",
    "międzynarod",
    "ogólnopol",
    "armi",
    "brygad",
    "batalion",
    "kompani",
    "turniej",
    "mistrzostw",
    "memoria",
    "maraton",
    "rajd",
    "sesj",
    "przegląd",
    "dni",
    "tydzień",
    "zlot",
    "świat",
    "krajow",
    "wojsk",
    "finał",
    "konferencj",
    "korpus",
    "rocznic",
    "eskadr",
    "flot",
    "kampani",
    "gala",
    "półmaraton",
    "bieg",
    "plebiscyt",
    "dyktand",
    "forum",
    "szczyt",
    "kongregacj",
    "olimpiad",
    "dzień",
    "liceum",
    "społeczn",
    "szpital",
    "drużyn",
];

/// Endings that make a form the table does not know a finite verb.
pub const FINITE_ENDINGS: &[&str] = &[
    "ano", "ono", "ęto", "yto", "ował", "owała", "owało", "owali", "owały", "uje", "ują", "ała",
    "ali", "iła", "ili",
];

/// Closed lists by part of speech; these words are common and open sentences, whatever a dictionary says.
pub static FUNCTION_WORDS: &[(&str, &str)] = &[
    (
        "prepositions",
        "bez dla do dzięki ku mimo na nad naprzeciw o obok od około oprócz po pod podczas pomimo pomiędzy ponad poniżej popod powyżej poza pośród
         przeciw przeciwko przed przede przez przy spod spośród spoza sprzed u w we wbrew według wewnątrz wobec wokół wśród wzdłuż wskutek względem
         z za zamiast ze znad zza między odnośnie dookoła koło niedaleko wraz zgodnie",
    ),
    (
        "conjunctions",
        "a aby aczkolwiek albo albowiem ale ani aż ażeby bo bowiem by choć choćby chociaż czy czyli dlatego gdy gdyby gdyż i iż jak jakby jako
         jakkolwiek jednak jednakże jeśli jeżeli lecz lub mianowicie natomiast ni niż oraz ponieważ przeto skoro tedy toteż tudzież tymczasem więc
         zanim zaś zatem że żeby zarówno dopóki póki odkąd zresztą aniżeli bądź",
    ),
    (
        "pronouns",
        "ja ty on ona ono my wy oni one mnie mną mi ciebie cię ci tobie tobą jego go jemu mu nim niego niemu jej ją nią niej nas nam nami was wam wami ich im nimi nich
         siebie się sobie sobą kto kogo komu kim co czego czemu czym ktoś kogoś komuś coś czegoś czemuś nikt nikogo nikomu nic niczego niczym
         ten ta to te je ci tego tej temu tą tę tym tych tymi tamten tamta tamto tamte tamtego tamtej tamtych ów owa owo owe owego owej
         który która które którzy którego której któremu którym którą których którymi jaki jaka jakie jacy jakiego jakiej jakich jakim jakimi jakiś jakaś jakieś jakichś
         taki taka takie tacy takiego takiej takich takim takimi każdy każda każde każdego każdej każdemu każdym żaden żadna żadne żadnego żadnej
         wszyscy wszystko wszystkie wszystkich wszystkim wszystkimi sam sama samo sami inny inna inne inni innego innej innych innym innymi
         mój moja moje moi twój twoja twoje twoi nasz nasza nasze nasi naszego naszej naszych naszym wasz wasza wasze swój swoja swoje swoją swoim swoimi swego swej
         pewien pewna pewne pewnego pewnej niektóre niektórzy niektórych niejaki czyj czyja czyje",
    ),
    (
        "numerals",
        "jeden jedna jedno jedną jednym dwaj dwoje oba obaj obie trzej kilka kilku kilkanaście wiele wielu większość dużo mało sporo parę
         pierwszy pierwsza pierwsze drugi druga drugie trzeci trzecia ostatni ostatnia kolejny kolejna kolejne następny następna następne dwa dwie trzy cztery",
    ),
    (
        "particles and adverbs of place, time and manner",
        "czyż niech niechaj nie tak także też również jeszcze już tylko nawet właśnie wprawdzie przecież zwłaszcza szczególnie dopiero prawie niemal zaledwie raczej
         tu tutaj tam stąd stamtąd dotąd skąd dokąd gdzie gdziekolwiek gdzieś nigdzie wszędzie tędy dlaczego po co jakże jakoś inaczej podobnie ponadto poza
         teraz wtedy wówczas potem później wcześniej najpierw nagle wkrótce zaraz dziś dzisiaj wczoraj jutro nigdy zawsze często czasem czasami rzadko zwykle zazwyczaj
         kiedy kiedyś niegdyś dawniej niedawno ostatnio ostatecznie następnie początkowo obecnie dzisiaj nadal wciąż ciągle znów znowu ponownie przeważnie najczęściej
         głównie jedynie jednocześnie równocześnie zapewne oczywiście niewątpliwie niestety owszem oto otóż wcale wręcz dość bardzo bardziej najbardziej zbyt całkiem dalej
         tuż raz obok tym owszem zatem toż wszak chyba podobno rzekomo przeciwnie ewentualnie wyłącznie ogółem łącznie natychmiast",
    ),
];
