"""The two forms: hand in readings, and correct or withdraw one. They share their questions and their effect."""

from bot.dialogue.form import Form
from bot.features.readings.opening import begin_correct, begin_submit
from bot.features.readings.questions import CONFIRM, METER, SURE, VALUE
from bot.features.readings.storing import finish

SUBMIT = Form("submit_reading", begin_submit, (METER, VALUE, CONFIRM), finish)
CORRECT = Form("correct_reading", begin_correct, (METER, VALUE, CONFIRM, SURE), finish)
