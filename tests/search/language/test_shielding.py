"""What do an archive's counts say against a stem?"""

from search.language.shielding import ArchiveWords, Seen

DICTIONARY = frozenset("rusa rusak jalan lari layan layanan nila nilai mata uang beruang".split())


def archive(**seen: Seen) -> ArchiveWords:
    """Ten million tokens, these words among them."""
    return ArchiveWords({"yang": (10_000_000, 0, 0), **seen}, DICTIONARY.__contains__)


def test_a_common_root_takes_the_place_of_a_rare_one() -> None:
    """rusa (deer) is rare, rusak common: kerusakan is of rusak."""
    words = archive(rusa=(20, 0, 0), rusak=(900, 20, 10), kerusakan=(500, 10, 5))
    assert words.root("kerusakan", "rusa") == "rusak"


def test_a_stem_that_is_common_enough_stays() -> None:
    """Where people write of deer as well, nothing is decided."""
    words = archive(rusa=(200, 0, 0), rusak=(900, 20, 10), kerusakan=(500, 10, 5))
    assert words.root("kerusakan", "rusa") is None


def test_a_root_that_is_a_name_explains_nothing() -> None:
    """What is always printed with a capital is no root of a word."""
    words = archive(rusa=(0, 0, 0), rusak=(900, 890, 800), kerusakan=(500, 10, 5))
    assert words.root("kerusakan", "rusa") is None


def test_a_longer_word_of_the_same_root_is_no_other_root() -> None:
    """pelayanan is of layan, though layanan is commoner; but dinilainya is of nilai, not nila."""
    words = archive(layan=(3, 0, 0), layanan=(900, 9, 9), nila=(3, 0, 0), nilai=(900, 9, 9))
    assert words.root("pelayanan", "layan") is None
    assert words.root("dinilainya", "nila") == "nilai"


def test_a_dictionary_word_is_never_reduced() -> None:
    """beruang is a bear, however common uang is."""
    assert archive(beruang=(10, 0, 0), uang=(900, 0, 0)).root("beruang", "beruang") is None


def test_a_new_word_is_reduced_to_what_the_archive_has() -> None:
    """memviralkan to viral; not a word that only looks made of one, nor a name."""
    words = archive(
        viral=(90, 0, 0),
        memviralkan=(9, 0, 0),
        suksesi=(9, 0, 0),
        sukses=(90, 0, 0),
        mediansyah=(9, 9, 9),
        diansyah=(90, 0, 0),
    )
    assert words.root("memviralkan", "memviralkan") == "viral"
    assert words.root("suksesi", "suksesi") is None
    assert words.root("mediansyah", "mediansyah") is None


def test_what_is_printed_with_capitals_is_a_name() -> None:
    """Its stem rarer, or a common word where the capitals stand inside sentences."""
    words = archive(
        labuan=(50, 50, 50),
        labu=(20, 0, 0),
        sayuri=(50, 50, 48),
        sayur=(900, 20, 9),
        pasalnya=(50, 50, 0),
        pasal=(900, 500, 400),
    )
    assert words.is_name("labuan", "labu")
    assert words.is_name("sayuri", "sayur")
    assert not words.is_name("pasalnya", "pasal")


def test_capitals_of_headlines_and_offices_make_no_name() -> None:
    """Rugikan has its di-form, Perasuransian its office, Piringku and SPPGnya their clitics."""
    words = archive(
        rugikan=(50, 50, 50),
        dirugikan=(50, 0, 0),
        rugi=(900, 20, 9),
        perjalanan=(50, 50, 50),
        jalan=(900, 20, 9),
        mataku=(50, 50, 50),
        mata=(900, 20, 9),
        sppgnya=(50, 50, 50),
        sppg=(900, 900, 900),
    )
    for word, stem in (
        ("rugikan", "rugi"),
        ("perjalanan", "jalan"),
        ("mataku", "mata"),
        ("sppgnya", "sppg"),
    ):
        assert not words.is_name(word, stem)


def test_few_places_say_nothing_of_a_name() -> None:
    """Fewer than one in a million tokens, or than five."""
    assert not archive(labuan=(9, 9, 9)).is_name("labuan", "labu")
    few = ArchiveWords({"yang": (1_000_000, 0, 0), "labuan": (4, 4, 4)}, DICTIONARY.__contains__)
    assert not few.is_name("labuan", "labu")


def test_a_clitic_is_cut_off_a_word_the_archive_has() -> None:
    """linknya of link; Abdullah is not of Abdul, nor tanya of ta."""
    words = archive(
        link=(90, 0, 0),
        linknya=(9, 0, 0),
        abdul=(90, 90, 90),
        abdullah=(50, 50, 50),
        tanya=(9, 0, 0),
        ta=(90, 0, 0),
    )
    assert words.base("linknya") == "link"
    assert words.base("abdullah") is None
    assert words.base("tanya") is None


def test_an_archive_needs_a_million_tokens() -> None:
    """Fewer say too little."""
    assert archive().is_enough
    assert not ArchiveWords({"yang": (999_999, 0, 0)}, DICTIONARY.__contains__).is_enough
