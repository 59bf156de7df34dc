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
    infinitive_endings: &["ać", "ić", "yć", "uć", "ąć"],
    contractions: &[],
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
        "np m.in tzw t.zw tzn tj t.j wg ds d/s dot nt zob cyt właśc zwł n.p m.i dosł dysp spec zwyk najcz ściśl dokł rzek ozn gw gwar podn poet
         pogard wulg rub pieszcz zdrobn zgrub książk potocz środ rzad przestarz prawdop wym wymaw gram etym synon rozm orient przybl",
    ),
    // Clergy, nobility, nurses, courtesy: a name follows.
    (
        Abbreviation::Inner,
        "ks kard abp bp bpa bł śp św św.św śś najśw o ss im ob p pp pw wiel przew wiceprzew bpi oo czc świątob przewiel wielm szan w.o o.m prob wik prał",
    ),
    // Streets and places.
    (Abbreviation::Inner, "ul al pl woj pow gm m.st dyw miejsc przyl dworz skw bulw rz jez przeł wzg st.kol"),
    // Medicine, titles and posts that do not end a sentence.
    (
        Abbreviation::Inner,
        "lic doc dra drem drowi dypl wiceprez zast dyr wicedyr sędz chor mł.chor st.chor sierż st.sierż mł.asp st.asp mł.kpt st.kpt mł.bryg st.bryg st.ogn kmdr adm marsz
         plut st.plut st.kpr st.szer st.post mł.insp insp nadkom podkom podinsp kom asp bryg bosm kapr ogn lek.wet lek.dent lek.med n.med r.pr wiceprok prezyd wicestar
         zw nadzw hetm kaszt wojew kancl ces ks.prał ks.kan ks.prof ks.dr s.m v von del dh",
    ),
    // Captions, credits and language labels that go before a word.
    (
        Abbreviation::Inner,
        "fot il przekł rzeźb ilustr aranż dźw kost charakt oprac wyb przyp ref reż scen opr pol ukr jap szw norw tur chiń duń egip bułg słow
         daw pot przen żart geogr hist mat fiz chem biol med muz poł gł głęb śred ciśn gat rodz ż.w pozdr pzdr          nadl zewn okr hr rtm bryt nazw ps p.s",
    ),
    (
        Abbreviation::Inner,
        "pn pd płd płn półn połudn zach wsch ur zm mł d lt col mr mrs ms skr lm lp ppkt nienum zn obw nowel jedn pełn pełnom
         kons wizyt wych",
    ),
    // Ranks, degrees, professions, languages: before a name or word, at times at the end ("Jest mgr. inż.").
    (
        Abbreviation::Title,
        "prof gen por ang łac niem fr franc ros wł hiszp czes węg hebr red adw tłum nacz kpt ppłk płk ppor mjr mgr inż dr hab jw j.w ww prok mec ew ap kpr rum arch
         burm sekr kier wicemin kan przewodn przedst sen prot dok uzas apl fakt wydz zakł inst uniw akad szpit przych klin dep stow odp pyt adr kol lek stom temp wys dł szer zam uchw rozp zarz orzecz stud absolw uczn zesp oddz gosp ośr wykr obj pojemn dost rej księg obr",
    ),
    // Before the number of a provision, page, figure or volume.
    (
        Abbreviation::Reference,
        "art ust nr poz rozdz par str s t vol cz z tab rys ryc lit zał paragr sygn god wyd op no num fig eq sec vs ods akt ver wer ok maks max śr ark zob.art kl wewn ad
         kat gr lok pok dz k fol wit dośw faks fax tbl tabl zad ćw przykł def tw zesz ser sekc",
    ),
    // Money, measures, counts, time.
    (
        Abbreviation::Unit,
        "zł kg dag os g mg cm mm dm m km ha h sek godz pkt st min mies tyg szt egz tys mln mld bln proc dol j l ml hl bar kw kcal kwh mb gb eur rbl opak łyż łyżecz szkl
         kwart sem tydz ark.wyd m.kw km.kw m.b",
    ),
    (
        Abbreviation::Open,
        "r w n.e p.n.e p.n.chr po.chr k.p i.in sp.k m.n.p.m n.p.m p.p.m s.c p.o u.s.a u.e b.r r.b br ub.r ub bm b.m bż rb cd c.d dn tel stp dz.u wiek czyt resp jun jr sr n ub.m
         ub.w r.ż m.ż nast",
    ),
    // Days of the week stand at the end as easily as in the middle.
    (Abbreviation::Open, "pon wt czw pt sob niedz sty lut kwi cze lip sie wrz paź lis gru"),
    (
        Abbreviation::Closing,
        "c.b.d.o c.n.d c.b.d.u q.e.d itd itp in wsp cdn c.d.n dcn d.c.n o.o s.a k.c k.k k.p.c k.p.k k.p.a k.s.h k.r.o k.k.w k.k.s k.w k.m k.s kpc kpa kpk ksh kro kkw kk kc o.p p.p.s.a p.z.p p.u.s.p u.s.p
         etc s.j s.k.a p.s.a sp.p gmbh ltd inc corp llc dd ph.d m.d",
    ),
];

static ROLES: &[(Roles, &str)] = &[
    (Roles::LIST_END, "itd itp etc cdn"),
    (Roles::REFERS, "s str p pp zob por cyt"),
    (Roles::FLAT, "m"),
    (Roles::HOUR, "godz"),
    (Roles::DAY, "dnia dn"),
    (Roles::COMPANY, "s.a o.o sp.k s.c s.j sp p.s.a s.k.a sp.p gmbh ltd inc corp llc"),
    (
        Roles::LABEL,
        "art § krok etap przykład rysunek tabela rozdział rys tab ryc wykres część tom dział zadanie ćwiczenie pytanie punkt pkt załącznik lekcja akt scena fig ad paragraf artykuł
         schemat mapa fot zał poz aneks temat sekcja moduł faza dzień tydzień runda odcinek odsłona wariant definicja twierdzenie lemat wniosek równanie reguła zasada cel obszar
         filar kryterium hipoteza zestaw polecenie pozycja slajd karta uwaga obraz tablica doświadczenie test próba ps odpowiedź odp def tw zad ćw przyk kolejka dośw",
    ),
    (
        Roles::TITLE_NOUN,
        "film filmu filmie filmem powieść powieści książka książkę książki program programu programie programem piosenka piosenkę piosenki serial serialu serialem utwór utworu utworem
         wiersz wiersza wierszem artykuł artykułu artykule tytuł tytułu hasło hasłem okrzyk okrzykiem słowo słowa pytanie pytania pytaniem zdanie tytułem tytule powieścią magazyn tygodnik
         spektakl spektaklu spektaklem sztuka sztuki sztukę książce książką piosence piosenką pt pn cykl cyklu wystawa wystawę wystawy konkurs konkursu kampania kampanię kampanii akcja akcję akcji
         raport raportu poradnik broszura broszurę ulotka ulotkę gra grę gry album albumu płyta płytę płyty napis napisem komedia komedię dramat dramatu projekt projektu projekcie",
    ),
    (Roles::BEFORE_TITLE, "pt pn"),
    (
        Roles::NUMBERED,
        "godz pkt godzinie godziny roku nr numer numerem numeru numerze punkt punktu punkcie punktem wersja wersji wersję strona stronie strony rok rozdział rozdziale rozdziału tabela
         tabeli rysunek rysunku paragraf paragrafu artykuł artykułu zadanie zadania zadaniu krok kroku tom tomu tomie pokój pokoju sala sali peron peronu poz tab rys godzina godzinę
         autobus autobusem autobusu autobusy linia linii linię tramwaj tramwajem tramwaju kanał kanale pozycja pozycji hasło kod poziom poziomie stopień wzór wzorze wzoru etap etapie
         etapu załącznik załączniku załącznika",
    ),
    (Roles::DECADE, "lat latach lata latami latom"),
    (Roles::COUNT, "dwie trzy cztery pięć sześć siedem osiem dziewięć dziesięć kilka kilkanaście kilkadziesiąt pół półtorej dwa sto paręnaście dwadzieścia trzydzieści czterdzieści pięćdziesiąt dwieście pięćset tysiąc kilkaset"),
    (Roles::SUBORDINATE, "jak gdy kiedy choć chociaż jeśli jeżeli ponieważ skoro zanim odkąd gdyby dopóki mimo"),
    (
        Roles::CLAUSE,
        "że żeby żebym żebyś aby aż by ażeby iż jakoby gdy gdyż gdyby kiedy który która które którzy którego której któremu którym którą których którymi gdzie jak jeśli jeżeli ponieważ
         bo choć chociaż skoro zanim dopóki odkąd ale lecz a więc zatem dlatego natomiast jednak i oraz ani albo lub czy czyli kto kogo komu kim co czego czemu czym jaki jaka jakie jakich
         jakim skąd dokąd dlaczego ile jakby niż podczas mimo toteż zaś",
    ),
    (Roles::ACT_TITLE, "kodeks prawo ordynacja karta przepisy konstytucja"),
    (Roles::ACT, "ustawa ustawy ustawie ustawą ustawę ustaw ustawach ustawami"),
    (Roles::STRICT_UNIT, "m w in st min h g j l t s os bar wsp"),
    (Roles::SYMBOL, "zł kg dag g mg cm mm dm m km ha h l ml hl kw kwh kcal mb gb j t bar eur"),
    (Roles::WORD_TOO, "no ok kat par lok akt lis lip ser rzek im miejsc marsz del scen pol żart mat pot nazw wizyt gram tłum rum wiek gwar rub tur zach"),
    (Roles::PRONOUN_TOO, "im"),
    (Roles::AFTER_NAME, "płd płn pd pn wsch zach śr"),
    (Roles::LANGUAGE, "ang łac niem fr franc ros wł hiszp czes węg hebr pol arab ukr jap szw norw tur chiń duń egip bułg"),
    (Roles::PER, "na od za po"),
    (Roles::COURTESY, "pan pani państwo panowie panie pana panią panu panem"),
    (Roles::VERB_PARTICLE, "nie się też także również już"),
    (Roles::CENTURY, "w"),
    (Roles::MEASURED_IN, "w"),
    (Roles::YEAR, "r"),
    (Roles::DEICTIC, "tego ub zeszłego bieżącego ubiegłego"),
    (Roles::CONTINUED, "godz min h st cm gr m sek"),
    (Roles::COUNTED, "os b o p pp wys dł szer głęb śred"),
    (Roles::AS_ABOVE, "jw j.w ww zm"),
    (Roles::PRONOUN_OF_NUMBER, "ich go je niż tylko około mniej więcej ponad od do przed"),
    (Roles::VERB, "zm ur zam"),
    (Roles::LETTER_OF_NUMBER, "lit"),
    (Roles::MASS, "msza mszy mszę mszą msze mszach mszom mszami"),
    (Roles::HOLY, "św"),
    (Roles::DEGREE, "st"),
    (Roles::AFTER_AND, "in wsp al"),
    (Roles::LATIN_AND, "et"),
    (Roles::BROTHER_TOO, "br"),
    (Roles::AND, "i et"),
    (Roles::MARKED_NAME, "yahoo jeopardy"),
    (
        Roles::LETTERED,
        "witamina witaminy witaminę witaminą punkt punktu punkcie plan planu grupa grupy grupę klasa klasy klasę typ typu wariant wariantu opcja opcji opcję krzywa dobro dobra sektor
         sektora litera literę hepatyta wirus kategoria kategorii kategorię blok bloku brama bramy bramie wejście wejścia terminal terminalu wersja wersji wersję seria serii strefa
         strefy strefie zestaw zestawu część części poziom poziomu liga ligi format formatu skrzydło hala hali zbiór zbioru odcinek liczba liczby zmienna zmiennej funkcja punkty
         oś osi osią osie wektor wektora wektorem symbol symbolu symbolem rzędu panel panelu kolumna kolumny kolumnie wierzchołek wierzchołku wierzchołka zbiorze zbiorem grupie klasie typie
         przycisk przycisku złącze złącza gniazdo gnieździe słupek słupka pole polu segment segmentu budynek budynku pawilon pawilonu",
    ),
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

/// Endings that make a form the table does not know a finite verb: nearly all rare forms that end so are.
pub const FINITE_ENDINGS: &[&str] = &[
    "ano", "ono", "ęto", "yto", "ował", "owała", "owało", "owali", "owały", "uje", "ują", "uję",
    "ała", "ali", "iła", "ili", "ało", "iło", "yła", "yło", "ął", "ęło", "ęła", "ęli", "arło",
    "arła", "arli", "ają", "ieje", "amy", "emy", "czmy", "żmy", "źmy", "imy", "ymy", "jmy", "jcie",
    "śmy", "liście", "łyście", "łem", "łam", "łeś", "łaś", "łby", "łaby", "łoby", "łyby", "liby",
    "esz", "isz", "ysz", "asz",
];

/// Endings that make a form the table does not know a common word: hardly a name among rare forms ends so.
pub const COMMON_ENDINGS: &[&str] = &[
    "ać", "ić", "yć", "eć", "ąć", "ując", "ając", "iąc", "ąca", "ące", "ący", "ącą", "ących",
    "ącym", "ącego", "ącej", "acja", "acji", "acją", "ację", "acje", "yzm", "izm", "izmu", "anie",
    "ania", "aniu", "aniem", "enie", "enia", "eniu", "eniem", "ęcie", "ęcia", "ość", "ości",
    "ością", "stwo", "stwa", "stwu", "stwem", "ctwo", "ctwa", "owy", "owych", "owym", "owego",
    "owej", "ową", "owymi", "nego", "nemu", "nej", "nym", "nych", "nymi", "czny", "czna", "czną",
    "czne", "alny", "alna", "alną", "alne", "elny", "elna", "elne", "ijny", "yjny", "yjna", "yjne",
    "ony", "ona", "one", "oną", "any", "aną", "ane", "wany", "wana", "wane", "ników", "nikami",
    "iarki", "iach", "iami", "niom", "alnie", "cznie", "liwy", "liwa", "liwe", "ejszy", "ejsza",
    "ejsze", "ejszych", "czyni", "czynię", "czynią", "torka", "torki", "torkę", "torką", "cielka",
    "cielki", "cielkę", "cielką",
];

/// Imperatives that frequency and dictionary together take for something else, or do not know: those of recipes, manuals and
/// textbooks.
pub static FINITE_WORDS: &str = "wsyp piecz podsmaż pokrój posól dopraw odstaw odcedź zagnieć rozwałkuj ubij utrzyj nagrzej
    oblicz sformułuj podkreśl skreśl scharakteryzuj omów dokręć przykręć dosyp ostudź schłódź wstaw oddziel przesiej zmiksuj zblenduj skrop
    ustaw zrestartuj zresetuj odklej przetnij zalej wyłóż przełóż obtocz panieruj zamarynuj poszatkuj zetnij uformuj wyrób zaparz zamieszaj
    przypraw udekoruj nasmaruj wysmaruj odkrój rozdrobnij odsącz opłucz namocz zaznacz uzupełnij dopasuj przyporządkuj rozstrzygnij wykreśl
    przekształć skonstruuj zaprojektuj zinterpretuj zilustruj zweryfikuj zaktualizuj odinstaluj skonfiguruj zdefiniuj odłącz";

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
