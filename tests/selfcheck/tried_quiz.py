"""A quiz with every kind of question, for the tests beside this file."""

from homecoming.selfcheck import multiple, number, quiz, right, single

FALL = single(
    "A share falls from 90.8 % to 82.7 %. By how much?",
    {
        "8.1 percentage points": right("A difference of two percentages is counted in points."),
        "8.1 per cent": "A fall of 8.1 per cent would leave 83.4 %.",
        "1.1 times": "That is 90.8 / 82.7, a ratio and no fall.",
    },
)
GROUPS = multiple(
    "Which of these are columns of the table?",
    {
        "Male": right("Printed second."),
        "Female": right("Printed third."),
        "Under 30": "Age is told only of the sample.",
    },
)
WOMEN = number(
    "How many women?",
    210,
    right="40.8 % of 515 people.",
    otherwise="Take 40.8 % of 515.",
    mistakes={305: "These are the men."},
    unit="people",
)
POINTS = number("90.8 to 82.7?", -8.1, right="Right so.", otherwise="Subtract.", tolerance=0.05)
QUIZ = quiz("try-out", FALL, GROUPS, WOMEN, POINTS)
