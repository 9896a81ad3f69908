"""Files that are no table, or none that can be used, with words that the answer must hold."""

import io
import zipfile

import openpyxl


def workbook(cells, **formats):
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
        if place in formats:
            book.active[place].number_format = formats[place]
    return book


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def zipped(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def changed(raw, name, change):
    """A workbook with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    return zipped(parts | {name: change(parts.get(name, b""))})


SHEET = "xl/worksheets/sheet1.xml"
TIDY = b"question,option,kind,group,printed\nWell?,Yes,option,All,60.0\nWell?,No,option,All,40.0\n"
GOOD = "option,All\nYes,60.0\nNo,40.0\n"
BOOK = saved(workbook({"A1": "option", "B1": "All", "A2": "Yes", "B2": 60}))
BOMB = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"

#: A file, and words that its message must hold.
BAD = {
    "empty": (b"", "an empty file"),
    "only spaces": (b"  \n \n", "an empty file"),
    "only a mark": (b"\xef\xbb\xbf", "an empty file"),
    "words": (b"This is no table.\nIt says nothing.\n", "no columns"),
    "one word": (b"60", "no columns"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a picture (PNG)"),
    "a photograph": (b"\xff\xd8\xff\xe0JFIF", "a picture (JPEG)"),
    "a pdf": (b"%PDF-1.7\n1 0 obj", "a PDF"),
    "an old spreadsheet": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old spreadsheet"),
    "gzip": (b"\x1f\x8b\x08\x00" + bytes(50), "gzip"),
    "rtf": (b"{\\rtf1\\ansi 60}", "RTF"),
    "a database": (b"SQLite format 3\x00" + bytes(90), "database"),
    "koi8": ("ответ,Все\nДа,60\nНет,40\n".encode("koi8-r"), "--encoding"),
    "korean": ("답변,전체\n그렇다,60\n아니다,40\n".encode("cp949"), "--encoding"),
    "a tag without end": (b"<table><tr><td " + b"a=1 " * 90_000, "20,000 characters in a tag"),
    "styles without end": (changed(BOOK, "xl/styles.xml", lambda text: text + b" " * 6_000_000), "6 MB"),
    "a script without end": (b"<script>" * 90_000 + b"<table><tr><td>60</table>", "tables are empty"),
    "spaces without end": (b" " * 4_000_000 + b"x", "no columns"),
    "a line without end": (b"60 " * 1_000_000, "no columns"),
    "utf-16 without mark": (GOOD.encode("utf-16-le"), "NUL"),
    "half of utf-16": (b"\xff\xfea", "not UTF-16"),
    "nul bytes": (b"option,All\nYes,6\x000\n", "row 2"),
    "all zero": (bytes(5000), "NUL"),
    "random": (bytes(range(128, 256)) * 9, "not UTF-8"),
    "open quote": (b'option,All\nYes,"60\nNo,40\n', "row 2"),
    "text behind a quote": (b'option,All\n"Yes" no,60\nNo,40\n', "row 2"),
    "long cell": (b"option,All\nYes," + b"6" * 200_000 + b"\n", "row 2"),
    "long label": (b"option;All\n" + b"x" * 20_000 + b";60\n", "10,000 characters"),
    "many columns": (b",".join([b"60"] * 3000) + b"\n" + b",".join([b"60"] * 3000), "500 columns"),
    "many rows": (b"Yes,60\n" * 6000, "5,000 rows"),
    "many cells": ((b",".join([b"6"] * 400) + b"\n") * 400, "100,000 cells"),
    "large": (b"Yes,60\n" * 900_000, "5 MB"),
    "decimal comma": (b"option,All\nYes,57,5\nNo,42,5\nMaybe,1\nPerhaps,0\nNever,3\n", "57.5"),
    "ragged row": (b"option,All\nYes,60,3,9\nNo,40\nMaybe,1\nPerhaps,0\nNever,3\n", "row 2"),
    "a web page": (b"<!DOCTYPE html>\n<html><body>Not found, 404</body></html>\n", "without a table"),
    "an empty table": (b"<table><tr><td></td></tr></table>", "tables are empty"),
    "a wide table": (b"<table>" + b"<tr><td colspan=499>" * 400 + b"</table>", "100,000 cells"),
    "an endless span": (b"<table><tr><td colspan=99999>6<td rowspan=99999>7</table>", "500 columns"),
    "nested tables": (b"<table><tr><td>" * 20_000, "tables are empty"),
    "a drawing": (b"<svg xmlns='http://www.w3.org/2000/svg'><text>60, 40</text></svg>", "without a table"),
    "xml": (b"<?xml version='1.0'?><Workbook><Cell>60</Cell></Workbook>", "without a table"),
    "an archive": (zipped({"table.csv": GOOD}), "no XLSX workbook"),
    "a document": (zipped({"word/document.xml": "<w/>"}), "DOCX"),
    "half an archive": (BOOK[: len(BOOK) // 2], "damaged archive"),
    "a false archive": (b"PK\x03\x04" + bytes(range(256)), "damaged archive"),
    "a bomb": (zipped({"xl/workbook.xml": b"<x/>", SHEET: bytes(60_000_000)}), "once it is unpacked"),
    "many parts": (zipped({f"{n}": b"" for n in range(1200)}), "1,000 parts"),
    "entities": (changed(BOOK, SHEET, lambda text: BOMB + text), "document type"),
    "entities in utf-16": (
        changed(BOOK, SHEET, lambda text: (BOMB + text).decode().encode("utf-16")),
        "document type",
    ),
    "broken sheet": (changed(BOOK, SHEET, lambda text: text[:200]), "damaged workbook"),
    "no styles": (changed(BOOK, "xl/styles.xml", lambda text: b"<a"), "damaged workbook"),
    "an empty workbook": (saved(openpyxl.Workbook()), "without a filled cell"),
    "formula": (saved(workbook({"A1": "option", "B2": "=SUM(C1:C9)"})), "formula without a stored result"),
    "far cell": (saved(workbook({"A1": "option", "XFD1048576": 6})), "XFD1048576"),
    "many cells in a sheet": (
        changed(BOOK, SHEET, lambda text: text.replace(b"</row>", b"<c/>" * 200_000 + b"</row>", 1)),
        "cells in a sheet",
    ),
}

#: Files with cells that cannot be read as figures.
NO_FIGURES = {
    "header alone": (b"question,option,kind,group,printed\n", "found"),
    "no header": (b"Well?,Yes,option,All,60.0\n", "found"),
    "missing column": (b"question,option,group,printed\nWell?,Yes,All,60.0\n", "found"),
    "words": (b"option,All\nYes,n/a\n", "found"),
    "blank figure": (b"option,All\nYes,\n", "found"),
    "not a number": (b"option,All\nYes,nan\n", "found"),
    "infinity": (b"option,All\nYes,inf\n", "found"),
    "exponent": (b"option,All\nYes,6e1\n", "found"),
    "negative": (b"option,All\nYes,-6.0\n", "found"),
    "row twice": (TIDY + b"Well?,No,option,All,40.0\n", "a second figure"),
    "unknown kind": (TIDY.replace(b"No,option", b"No,choice"), "'choice'"),
    "ragged tidy row": (TIDY + b"Well?,Maybe,option\n", "found"),
}
