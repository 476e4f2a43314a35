from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from governance.database import excessive_rights, role_names


class Command(BaseCommand):
    help = "Say whether the database roles of web and worker exist and could do too much."

    def handle(self, **options):
        unsafe = False
        with connection.cursor() as cursor:
            for role in role_names().writers:
                cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
                flaws = ["does not exist"] if not cursor.fetchone() else []
                flaws += excessive_rights(cursor, role)
                unsafe = unsafe or bool(flaws)
                self.stdout.write(f"{role}: {', '.join(flaws) or 'has exactly its rights'}")
        if unsafe:
            raise CommandError("The database roles are not safe: run manage.py secure_database.")
