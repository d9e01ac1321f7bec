"""Baker's percentages: every weight is a share of the flour."""

FORMULAS = {
    "evening bread": {"water": 70, "salt": 2.0, "yeast": 0.6},
    "focaccia": {"water": 80, "salt": 2.5, "yeast": 0.8, "oil": 6},
}


def weights(formula, flour):
    """Return grams per ingredient for so many grams of flour."""
    shares = FORMULAS[formula]
    grams = {"flour": flour}
    for name, percent in shares.items():
        grams[name] = flour * percent / 100
    return grams


def report(formula, flour):
    """Print one line per ingredient, and the total."""
    dough = weights(formula, flour)
    print(f"{formula}, {flour} g of flour")
    for name, gram in dough.items():
        print(f"  {name:<6} {gram:6.1f} g")
    print(f"  {'total':<6} {sum(dough.values()):6.1f} g")


if __name__ == "__main__":
    for formula in FORMULAS:
        report(formula, 500)
