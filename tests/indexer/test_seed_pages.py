"""Do the two real pages the project started from come out right to the word?"""

from dataclasses import replace
from pathlib import Path

from indexer.cleaning import Derived, derive
from indexer.lines import LineLabel
from indexer.raw import RawStory
from search.values import Kind, Story

PAGES = Path(__file__).parents[2] / "index_data" / "sample" / "halaman"


def a_page(name: str) -> Derived:
    """A page of the sample archive, derived."""
    body = (PAGES / f"{name}.txt").read_text(encoding="utf-8")
    derived = derive(RawStory(id=name, origin=name, form="page", body=body))
    assert isinstance(derived, Derived)
    return derived


def test_the_first_seed_page_comes_out_to_the_word() -> None:
    """Both related lists, the caption's credit, the portal and the code are cut; nothing else."""
    derived = a_page("000_d9b47c7c36e23104")
    assert derived.story == Story(
        id="000_d9b47c7c36e23104",
        title=("Walikota Fasha Membuka Rapat Evaluasi Akhir Pelaksanaan Kerjasama UCLG-ASPAC"),
        body=(
            "Pentingnya komitmen kepala daerah menjadi penekanan bagi Walikota Jambi, "
            "Syarif Fasha untuk menggaet berbagai macam bantuan dari luar negeri.",
            "Ini menyusul dilakukannya rapat evaluasi akhir pelaksanaan kerja sama antara"
            " Kemendagri United Cities and Local Governments Asia Pasific (UCLG-ASPAC) "
            "periode tahun 2022, Senin (27/2).",
            "Dihadiri langsung Secretary General UCLG ASPAC, Dr Bernadia Irawati "
            "Tjandradewi, Walikota Jambi dua periode ini tampak pecaya diri memaparkan "
            "berbagai capaian Pemkot Jambi di bawah kepemimpinannya bersama Wakil "
            "Walikota Jambi, dengan bergabung dengan UCLG ASPAC.",
            "“Dengan adanya kegiatan ini, nantinya dapat meningkatkan koordinasi dan "
            "kolaborasi dalam pelaksanaan program kerja sama antara Kementerian Dalam "
            "Negeri dengan UCLG ASPAC,” sebutnya.",
            "Selain itu, kata Fasha juga diharapkan dapat mengoptimalkan kemanfaatan "
            "kerja sama dengan UCLG ASPAC. Baik oleh semua pihak, baik dari Kementerian "
            "Dalam Negeri maupun dari pemerintah daerah yang menjadi anggota UCLG ASPAC.",
            "“UCLG ASPAC ini memfasilitasi pemerintah lokal dan daerah, untuk bekerja "
            "sama dengan luar negeri. UCLG lembaga mediasi antara pemda-pemda terhadap "
            "dunia luar,” ungkapnya di hadapan perwakilan kabupaten/kota se-Provinsi "
            "Jambi yang turut hadir.",
            "Lebih lanjut sebut Fasha, perannya bergabung dengan UCLG ASPAC ini diikat "
            "dan diatur dengan aturan Kemenkeu, Bappenas hingga Kemendagri.",
            "“Kita membangun itu tidak hanya membutuhkan APBD. Sehingga membutuhkan peran"
            " dari luar. Kota Jambi bergabung dengan 10 organisasi. Termasuk lembaga "
            "donor. Ini yang membuat kami agak cepat berkembang, total bantuan yang masuk"
            " hampir Rp1,3 triliun. Tidak menggunakan APBD maupun APBN,” jelasnya.",
            "Seperti dicontohkan Fasha, yakni pembangunan TPA Talang Gulo oleh Bank "
            "Jerman senilai Rp270 miliar. Kemudian Sewerage System yang tengah "
            "berlangsung mencapai angka Rp700 miliar dan masih banyak yang lainnya lagi.",
            "“Tidak ada lagi kompetisi, melainkan harus kolaborasi membangun wilayah. "
            "Tidak bisa membangun sendiri. Kuncinya, kepala daerah harus komitmen. Jika "
            "diundang harus hadir, jangan diwakilkan,” teganya.",
            "Tak hanya itu, kegiatan ini dilaksanakan juga untuk mengidentifikasi "
            "hambatan dan tantangan dalam pelaksanaan program kerja sama, sehingga "
            "pemerintah daerah bisa menemukan solusinya.",
            "Sementara UCLG-ASPAC sendiri merupakan asosiasi pemerintah daerah dan kota "
            "se Asia Pasifik yang terkoneksi dengan 7.000 pemerintah daerah.",
            "Fokus utama organisasi ini mendukung kerja sama pemerintah daerah sehingga "
            "mempercepat pencapaian Tujuan Pembangunan Berkelanjutan (TPB) di daerah.",
        ),
        date_text="Senin (27/2)",
        author_code="Yen",
        places=("Jambi",),
        captions=("Walikota Fasha Membuka Rapat Evaluasi Akhir Pelaksanaan Kerjasama UCLG-ASPAC",),
    )
    assert derived.date_unknown
    assert [line.label for line in derived.dropped] == [LineLabel.RELATED_ITEM] * 15


def test_the_second_seed_page_comes_out_to_the_word() -> None:
    """No furniture is left, "(adv)" makes the kind, the first sentence stands for a title."""
    derived = a_page("003_b6e388ad5e3eeb77")
    assert derived.story == Story(
        id="003_b6e388ad5e3eeb77",
        title=(
            "Kota Jambi dalam kesempatan tersebut turut pula memberikan sumbang saran, terutama "
            "terhadap isu perkotaan dan lingkungan yang memang…"
        ),
        title_derived=True,
        body=(
            "Kota Jambi dalam kesempatan tersebut turut pula memberikan sumbang saran, "
            "terutama terhadap isu perkotaan dan lingkungan yang memang menjadi fokus "
            "pembahasan Kota Jambi dalam setiap kesempatan diskusi di level "
            "internasional.",
            '"Kota-kota didunia harus berjuang bersama, bangkit bersama, membangun '
            "kesetaraan dan kemajuan bersama, terlebih kita semua telah merasakan dampak "
            "luar biasa akibat pandemi Covid-19 yang melanda semua belahan dunia. Melalui"
            " forum ini, semua kepala daerah dapat bertukar pikiran dan merumuskan "
            "komitmen bersama yang akan dibahas lebih lanjut oleh pemimpin-pemimpin dunia"
            " yang tergabung dalam presidensi G-20. Aspirasi kota dan daerah telah kita "
            'sampaikan dengan baik dalam forum ini," beber Fasha disela KTT U20.',
            "Wali Kota Fasha juga berharap, dunia dapat bersatu dan fokus untuk pemulihan"
            " ekonomi dan kesejahteraan bersama dibanding hal lain yang sangat menguras "
            "energi dan ketegangan.",
            '"Konflik di Eropa, Rusia Ukraina, Timur Tengah dan Cina-Taiwan, mulai '
            "berdampak secara global. Termasuk di Indonesia. Kita berharap melalui G20 "
            "ini tercipta resolusi perdamaian bagi semua pihak yang bertikai, untuk "
            'kemajuan bersama," pungkas Fasha.',
            "Sebagaimana diketahui, Kota Jambi memang tercatat sebagai salah satu "
            "pemerintah daerah di Indonesia yang aktif dan memiliki hubungan kemitraan "
            "strategis dengan beberapa negara di dunia. Sebut saja seperti negara "
            "Singapura, Malaysia, Korsel, China, Denmark, dan Jerman.",
            "Kota Jambi juga aktif dalam beberapa organisasi internasional, seperti ICLEI"
            " (International Council for Local Environmental Initiatives), UCLG ASPAC "
            "(United Cities and Local Governments Asia-Pacific) dan DELGOSEA (Democratic "
            "Local Governance in Southeast-Asia) dan The Global Covenant of Mayors for "
            "Climate and Energy (GCoM), observer member pada Organization of World "
            "Heritage Cities (OWHC) dan CityNet.",
            'Sebagai kepala daerah yang populer dengan kebijakan "Outward looking policy"'
            " dalam menjalankan tata kelola pemerintahan, Wali Kota Fasha memang dikenal "
            "memiliki jejaring luas ditataran internasional. Hal tersebut pun "
            "dimanfaatkannya dalam membangun kemitraan dalam berbagai bidang dengan "
            "berbagai negara dan lembaga donor internasional.",
            "Dalam kurun waktu 4 tahun terakhir, Fasha telah mengirimkan hampir 250 orang"
            " ASN untuk belajar ke negara Singapura, melalui Singapore Cooperation "
            "Programme (SCP). Itu belum termasuk berbagai pelatihan yang dilaksanakan di "
            "China, Korea, Vietnam, Malaysia dan Denmark.",
        ),
        places=("Jambi",),
        kind=Kind.ADVERTORIAL,
    )
    assert derived.date_unknown


def test_the_first_seed_page_has_a_day_where_the_year_is_given() -> None:
    """ "Senin (27/2)" is 27 February 2023 for whoever says the year is 2023, and no day in 2022."""
    body = (PAGES / "000_d9b47c7c36e23104.txt").read_text(encoding="utf-8")
    raw = RawStory(id="0", origin="0", form="page", body=body, year=2023)
    derived, other = derive(raw), derive(replace(raw, year=2022))
    assert isinstance(derived, Derived)
    assert isinstance(other, Derived)
    assert derived.story.published is not None
    assert (derived.story.published.iso(), derived.story.date_text) == ("2023-02-27", "")
    assert (other.story.published, other.story.date_text) == (None, "Senin (27/2)")
