"""How much of a line of the price form is bought by whom and when."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def exact_decimal() -> sa.types.TypeEngine:
    """Return the column type of exact decimals: text on SQLite, numeric on PostgreSQL."""
    return sa.String(length=40).with_variant(sa.Numeric(), "postgresql")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        'price_quantity',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('line_id', sa.Uuid(), nullable=False),
        sa.Column('organisation_id', sa.Uuid(), nullable=True),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('quantity', exact_decimal(), nullable=False),
        sa.ForeignKeyConstraint(
            ['line_id'], ['price_line.id'],
            name=op.f('fk_price_quantity_line_id_price_line'), ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['organisation_id'], ['organisation.id'],
            name=op.f('fk_price_quantity_organisation_id_organisation'), ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_price_quantity')),
        sa.UniqueConstraint(
            'line_id', 'organisation_id', 'year',
            name=op.f('uq_price_quantity_line_id_organisation_id_year'),
        ),
    )
    op.create_index(op.f('ix_price_quantity_line_id'), 'price_quantity', ['line_id'])
    op.create_index(op.f('ix_price_quantity_organisation_id'), 'price_quantity', ['organisation_id'])


def downgrade() -> None:
    """Take back."""
    op.drop_table('price_quantity')
