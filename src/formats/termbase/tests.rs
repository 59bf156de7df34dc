use super::*;
use crate::bitext::TermStatus;

fn read(name: &str, text: &str) -> Vec<Term> {
    let (terms, skipped) =
        read_terms(name, text.as_bytes(), Strictness::Lenient).expect("a term base");
    assert!(skipped.is_empty(), "{skipped:?}");
    terms
}

#[test]
fn tables_with_commas_semicolons_and_utx_are_read() {
    let csv = "pl,en,note\n\"umowa, aneks\",contract,\"two\nlines \"\"so\"\"\"\nrada,council,\n";
    let terms = read("t.csv", csv);
    assert_eq!(terms[0].source, ["umowa, aneks"]);
    assert_eq!(terms[0].note.as_deref(), Some("two\nlines \"so\""));
    assert_eq!(terms[1].target, ["council"]);
    assert_eq!(read("t.csv", "pl;en\nrada;council\n")[0].target, ["council"]);
    let utx = "#UTX 1.11; en-GB/pl; 2026-11-01\n#anything\n#src\ttgt\tsrc:pos\tterm status\n\
               council\trada\tnoun\trejected\n# a remark\n";
    let terms = read("t.utx", utx);
    assert_eq!((terms[0].source_lang.as_str(), terms[0].target_lang.as_str()), ("en-GB", "pl"));
    assert_eq!((terms.len(), terms[0].status), (1, TermStatus::Forbidden));
}

#[test]
fn flags_and_exceptions_are_read() {
    let table = "pl\ten\tflags\texcept\nbrzeg\tbank\tCase, fixed\tleft bank|right bank\n\
                 a\tb\tloud\t\n";
    let (terms, skipped) =
        read_terms("t.tsv", table.as_bytes(), Strictness::Lenient).expect("a term base");
    let usage = &terms[0].usage;
    assert!(usage.case_sensitive && usage.fixed_form);
    assert_eq!(usage.except, ["left bank", "right bank"]);
    assert_eq!(
        skipped[0].to_string(),
        "line 3, unit 2: \"loud\" is no flag; expected case or fixed"
    );
}

#[test]
fn what_is_no_entry_is_reported() {
    let table =
        "id\tpl\ten\tstatus\r\n1\trada\t\r\n2\tsejm\tSejm\tgood\r\n3\ta| a |b\tc|\tForbidden\r\n";
    let (terms, skipped) =
        read_terms("t.tsv", table.as_bytes(), Strictness::Lenient).expect("a term base");
    assert_eq!((terms.len(), terms[0].source.len()), (1, 2));
    assert_eq!(terms[0].status, TermStatus::Forbidden);
    let why: Vec<String> = skipped.iter().map(ToString::to_string).collect();
    assert_eq!(
        why,
        [
            "line 2, unit 1: no en term",
            "line 3, unit 2: \"good\" is no status; expected one of preferred, approved, \
             admitted, proposed, forbidden"
        ]
    );
    assert!(read_terms("t.tsv", table.as_bytes(), Strictness::Strict).is_err());
    assert!(read_terms("t.tsv", "a,b\n".as_bytes(), Strictness::Lenient).is_err());
}
