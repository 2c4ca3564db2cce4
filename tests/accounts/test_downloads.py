"""Names of files that are handed out."""

import pytest

from accounts.downloads import download, file_name


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Ifeoma Adeyemi.vcf", "Ifeoma Adeyemi.vcf"),
        ("Nguyễn Thu Hà.vcf", "Nguyễn Thu Hà.vcf"),
        ("../../etc/passwd.vcf", "etc passwd.vcf"),
        ('a"b\r\nSet-Cookie: x.vcf', "a b Set-Cookie x.vcf"),
        ("\u202eexe.txt.vcf", "exe.txt.vcf"),
        ("C:\\x|y?.vcf", "C x y.vcf"),
        (f"{'x' * 300}.vcf", f"{'x' * 80}.vcf"),
        ("...vcf", "file.vcf"),
        ("\x00.vcf", "file.vcf"),
    ],
)
def test_a_name_is_no_path_and_breaks_no_header(name: str, kept: str) -> None:
    assert file_name(name) == kept


def test_a_download_is_kept_by_nobody_and_carries_its_name_in_any_alphabet() -> None:
    answer = download(b"x", "Ελένη “Ε”.vcf", "text/vcard; charset=utf-8")
    assert dict(answer.items()) == {
        "Content-Type": "text/vcard; charset=utf-8",
        "Content-Disposition": "attachment; filename*=utf-8''%CE%95%CE%BB%CE%AD%CE%BD%CE%B7%20%E2%80%9C%CE%95%E2%80%9D.vcf",
        "Cache-Control": "private, no-store",
    }
