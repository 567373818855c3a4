"""GeoNames' feature classes and codes, as kinds of place with a radius.

GeoNames sorts what it holds into nine classes (A divisions, P settlements, H water, L areas, T
relief, U undersea, V plants, S spots, R roads) and some 680 codes. All of A, P, H, L, T, U and V
are taken; of S and R, which hold every farm, school and bus stop, only what reports of conflict
name: where forces are, where borders are crossed, what is struck for its worth, where the
displaced and the wounded are.

A radius that the table does not give for a code is the class's own. Points of rivers and of
ranges lie at a mouth or a middle, so their radii are wide.
"""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.place import RADIUS_M, FeatureClass, Precision

__all__ = ["Kind", "kind_of", "kind_of_code"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a feature code means here.

    Parameters
    ----------
    feature_class
        The kind of place.
    radius_m
        Radius in metres of the disc that stands for it; None for a settlement, whose people tell.
    """

    feature_class: FeatureClass
    radius_m: float | None


_KM = 1_000.0
_AREA_KM = {
    # regions by extent, parks and reserves, ground named for what is got from it
    "CONT": 3_000, "RGN": 100, "RGNH": 100, "RGNE": 100, "RGNL": 50, "CST": 50, "TRB": 50,
    "LCTY": 25, "AREA": 25, "OAS": 10, "BSND": 50, "BSNP": 50, "COLF": 10, "GASF": 10, "OILF": 10,
    "MNA": 5, "PRK": 20, "RES": 20, "RESF": 20, "RESH": 20, "RESN": 20, "RESV": 20, "RESW": 20,
    "BTL": 5, "MVA": 10, "RNGA": 5, "INDS": 2, "CTRB": 2, "DEVH": 2,
    # relief
    "MTS": 50, "MT": 5, "PK": 3, "PKS": 5, "HLL": 3, "HLLS": 10, "RDGE": 10, "VAL": 15, "VALS": 25,
    "VALX": 10, "CNYN": 10, "GRGE": 5, "GAP": 2, "FORD": 2, "DSRT": 150, "ERG": 100,
    "HMDA": 50, "PLN": 50, "PLAT": 50, "DLTA": 50, "PEN": 50, "ISTH": 20, "ISL": 15, "ISLS": 50,
    "ISLET": 2, "ISLF": 3, "ISLT": 5, "CAPE": 5, "PT": 5, "BCH": 5, "VLC": 10, "CRDR": 20,
    # divisions that are none of today
    "ADM1H": 150, "ADM2H": 50, "ADM3H": 20, "ADM4H": 10, "ADM5H": 5, "ADMDH": 30, "PCLH": 100,
    "LTER": 20, "TERR": 100, "ZN": 50, "ZNB": 50,
}  # fmt: skip
_AREA_DEFAULT_KM = {"A": 100, "L": 20, "T": 10, "U": 50, "V": 10}
_DIVISION_KM = {
    "ADM2": 50, "ADM3": 20, "ADM4": 10, "ADM5": 5, "ADMD": 30, "PRSH": 10,
}  # fmt: skip
_COUNTRIES = frozenset({"PCL", "PCLD", "PCLF", "PCLI", "PCLIX", "PCLS"})
_WATER_KM = {
    "OCN": 2_000, "SEA": 500, "GULF": 200, "STRT": 50, "SD": 50, "BGHT": 50, "BAY": 20, "CHN": 20,
    "FJD": 20, "ESTY": 20, "STM": 25, "STMS": 25, "STMI": 15, "WAD": 15, "WADS": 15, "CNL": 15,
    "LK": 15, "LKN": 25, "LKS": 20, "LKI": 10, "LGN": 10, "RSV": 10, "MRSH": 15, "SBKH": 20,
    "WTLD": 15, "GLCR": 10, "HBR": 3, "SPNG": 1, "WLL": 1, "WLLS": 1, "WTRH": 1, "PND": 1,
    "RSVT": 1, "CNFL": 3,
}  # fmt: skip
_WATER_DEFAULT_KM = 5
_SITE_M = {
    # where forces are
    "L.MILB": 2_000, "L.NVB": 2_000, "S.AIRB": 3_000, "S.INSM": 1_000, "S.BRKS": 500, "S.FT": 500,
    "S.CSTL": 500, "S.SCHM": 500, "S.STNC": 500, "S.PP": 500, "S.PRN": 500, "S.PRNJ": 500,
    "S.MFGM": 1_000, "S.COMC": 500, "S.STNR": 500, "S.STNS": 500, "S.TOWR": 500,
    # where rockets fly and atoms split
    "S.CTRS": 3_000, "S.CTRA": 1_000, "S.PSN": 2_000, "S.ITTR": 500,
    # where one lands, crosses and passes
    "S.AIRP": 3_000, "S.AIRF": 2_000, "S.AIRQ": 2_000, "S.AIRH": 500, "S.AIRT": 500, "S.BP": 500,
    "S.PSTB": 500, "S.PSTC": 500, "S.PSTP": 500, "S.CSTM": 500, "S.STNI": 500, "S.BDG": 500,
    "S.BDGQ": 500, "T.PASS": 1_000, "S.FYT": 500, "S.RSTN": 500, "S.BUSTN": 500, "R.TNL": 1_000,
    "R.TNLRD": 1_000, "R.TNLRR": 1_000, "R.RJCT": 500, "R.RDJCT": 500, "L.PRT": 2_000,
    "S.PIER": 500, "S.QUAY": 500, "S.DCKY": 500,
    # what is struck for its worth
    "S.DAM": 1_000, "S.DAMQ": 1_000, "S.PS": 500, "S.PSH": 500, "S.OILR": 2_000, "S.OILT": 1_000,
    "S.OILJ": 500, "S.OILW": 500, "S.GOSP": 500, "S.PMPO": 500, "S.PMPW": 500, "S.TRMO": 2_000,
    "S.DPOF": 500, "R.OILP": 5_000, "S.WTRW": 500, "S.MFG": 500, "S.MN": 1_000, "S.MNAU": 1_000,
    "S.MNC": 1_000, "S.MNCR": 1_000, "S.MNCU": 1_000, "S.MNFE": 1_000, "S.MNN": 1_000,
    "S.MNQ": 1_000, "S.MNQR": 1_000, "S.ZNF": 2_000,
    # where states sit, and where the displaced, the wounded and crowds are
    "S.DIP": 500, "S.ADMF": 500, "S.GOVL": 500, "S.CTHSE": 500, "S.PAL": 500, "S.CMP": 1_000,
    "S.CMPRF": 2_000, "S.CMPLA": 1_000, "S.CMPMN": 1_000, "S.CMPO": 1_000, "S.CMPQ": 1_000,
    "S.HSP": 500, "S.HSPC": 500, "S.CTRM": 500, "S.MKT": 500, "S.SQR": 500, "S.SHRN": 500,
    "S.UNIV": 1_000,
}  # fmt: skip
_LETTERS = "APHLTVUSR"


def kind_of(letter: str, code: str) -> Kind | None:
    """What a row of GeoNames is.

    Parameters
    ----------
    letter
        Feature class: A, P, H, L, T, U, V, S or R.
    code
        Feature code, such as PPL.

    Returns
    -------
    Kind or None
        None for what is left out: rows without a class, and most of S and R.
    """
    if (metres := _SITE_M.get(f"{letter}.{code}")) is not None:
        return Kind(feature_class=FeatureClass.SITE, radius_m=float(metres))
    if letter == "P":
        return Kind(feature_class=FeatureClass.SETTLEMENT, radius_m=None)
    if letter == "H":
        radius_m = _WATER_KM.get(code, _WATER_DEFAULT_KM) * _KM
        return Kind(feature_class=FeatureClass.WATER, radius_m=radius_m)
    if letter == "A" and (division := _division(code)) is not None:
        return division
    if letter in _AREA_DEFAULT_KM:
        radius_m = _AREA_KM.get(code, _AREA_DEFAULT_KM[letter]) * _KM
        return Kind(feature_class=FeatureClass.AREA, radius_m=radius_m)
    return None


def kind_of_code(code: str) -> Kind | None:
    """What a feature code means where its class is not given.

    Parameters
    ----------
    code
        Feature code, such as PPL.

    Returns
    -------
    Kind or None
        None for a code that the tables here do not name.
    """
    if code.startswith("PPL") or code == "STLMT":
        return kind_of("P", code)
    if code in _WATER_KM:
        return kind_of("H", code)
    if code in _AREA_KM:
        radius_m = _AREA_KM[code] * _KM
        return Kind(feature_class=FeatureClass.AREA, radius_m=radius_m)
    division = _division(code)
    sites = (kind_of(letter, code) for letter in _LETTERS if f"{letter}.{code}" in _SITE_M)
    return division or next(sites, None)


def _division(code: str) -> Kind | None:
    """A country or a division of today."""
    if code in _COUNTRIES:
        return Kind(feature_class=FeatureClass.COUNTRY, radius_m=RADIUS_M[Precision.COUNTRY])
    if code == "ADM1":
        return Kind(feature_class=FeatureClass.ADM1, radius_m=RADIUS_M[Precision.ADM1])
    if code in _DIVISION_KM:
        return Kind(feature_class=FeatureClass.ADM2, radius_m=_DIVISION_KM[code] * _KM)
    return None
