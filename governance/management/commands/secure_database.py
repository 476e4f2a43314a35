from django.core.management.base import BaseCommand

from governance.roles import secure


class Command(BaseCommand):
    help = (
        "Create the database roles of owner, web, worker and backup and give each its rights. "
        "Run as superuser or owner after every migrate; running it again changes nothing."
    )

    def handle(self, **options):
        for line in secure():
            self.stdout.write(line)
