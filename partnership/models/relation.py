from django.db import models
from django.db.models import F, Q

from partnership.models.fields import EdtfField, KeyField, Natural, one_of
from partnership.vocabulary import Action


class Relation(Natural):
    """Subject — role — object: "Order of 52 trainers — signed by — the manufacturer". Public when both ends are."""

    natural = ("key",)

    key = KeyField()
    subject = models.ForeignKey("Entry", models.CASCADE, related_name="relations")
    position = models.PositiveIntegerField(default=0)
    role = models.ForeignKey("Term", models.PROTECT, related_name="relations", limit_choices_to={"scheme": "role"})
    object = models.ForeignKey("Entry", models.PROTECT, related_name="inverse_relations")
    valid_from = EdtfField("from")
    valid_to = EdtfField("to")
    detail = models.CharField(max_length=200, blank=True, default="", help_text="“as Prime Minister”")
    evidence = models.ManyToManyField("Statement", blank=True, related_name="evidenced_relations")

    class Meta:
        ordering = ["subject", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="relation_key_unique"),
            models.UniqueConstraint(
                fields=["subject", "role", "object", "valid_from", "detail"], name="relation_said_once"
            ),
            models.CheckConstraint(condition=~Q(subject=F("object")), name="relation_joins_two"),
        ]

    def __str__(self) -> str:
        return f"{self.role.label} {self.object.title}"


class AgreementAction(Natural):
    """A step in an agreement's life, by one party or by all (no party): signed, ratified, in force, ended …"""

    natural = ("key",)

    key = KeyField()
    agreement = models.ForeignKey("Agreement", models.CASCADE, related_name="actions")
    position = models.PositiveIntegerField(default=0)
    party = models.ForeignKey("Entry", models.PROTECT, null=True, blank=True, related_name="agreement_actions")
    action = models.CharField(max_length=20, choices=Action)
    date = EdtfField()
    date_earliest = models.DateField(null=True, editable=False)
    date_latest = models.DateField(null=True, editable=False)
    person = models.ForeignKey("Person", models.PROTECT, null=True, blank=True, related_name="acted")
    evidence = models.ManyToManyField("Statement", blank=True, related_name="evidenced_actions")

    class Meta:
        ordering = ["agreement", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="action_key_unique"),
            one_of("action_action", Action),
            models.CheckConstraint(condition=Q(date_earliest__lte=F("date_latest")), name="action_dates_in_order"),
        ]
        indexes = [models.Index(fields=["date_earliest", "action", "agreement"], name="action_by_date")]

    def __str__(self) -> str:
        return self.get_action_display()
