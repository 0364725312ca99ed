# What the test of QEMU's JPEG boots: fills 640x400 pixels of 32 bits with colours that change slowly,
# which QEMU takes for a photograph, then sends R on the first serial port.
# as --32 smooth-screen.s -o smooth.o && ld -m elf_i386 --oformat binary -Ttext 0x7c00 smooth.o -o smooth
    .code16
    .globl _start
_start:
    cli
    xorw %ax, %ax
    movw %ax, %ds
    movw %ax, %ss
    movw $0x7c00, %sp
    movw $0xa000, %ax
    movw %ax, %es
    cld
    movw $4, %bx                # off
    xorw %cx, %cx
    call set
    movw $1, %bx
    movw $640, %cx
    call set
    incw %bx
    movw $400, %cx
    call set
    incw %bx
    movw $32, %cx
    call set
    incw %bx                    # on
    movw $1, %cx
    call set
    xorw %si, %si               # the bank of 64 KiB
    xorw %di, %di
    xorw %bp, %bp               # row
row:
    xorw %cx, %cx               # column
column:
    movw %cx, %ax
    shrw $2, %ax
    stosb
    movw %bp, %ax
    shrw $1, %ax
    stosb
    movw %cx, %ax
    addw %bp, %ax
    shrw $3, %ax
    stosb
    xorb %al, %al
    stosb
    testw %di, %di
    jnz same
    incw %si
    pushw %cx
    movw $5, %bx
    movw %si, %cx
    call set
    popw %cx
same:
    incw %cx
    cmpw $640, %cx
    jne column
    incw %bp
    cmpw $400, %bp
    jne row
    movw $0x3f8, %dx
    movb $'R', %al
    outb %al, %dx
wait:
    hlt
    jmp wait
set:                            # register bx of the Bochs display to cx
    movw $0x1ce, %dx
    movw %bx, %ax
    outw %ax, %dx
    incw %dx
    movw %cx, %ax
    outw %ax, %dx
    ret
